-- A large municipality's years, written straight into the read models: 2,500 new cases a year, up to
-- the last day of 2025. Each lasts about two years, so that some 5,000 children have a case at a
-- time; 30 in a hundred are placed. Cases are numbered by the day they were opened, and everything
-- follows from the number. `lives.years` says how many years there are, `lives.a_year` how many
-- cases are new each year. Those who were helped when the years began are there too: a quarter has
-- as many children with one year behind it as with ten.

CREATE TEMPORARY TABLE lives ON COMMIT DROP AS
SELECT n, ('00000000-0000-4000-8000-' || lpad(to_hex(n), 12, '0'))::uuid AS stream,
       opened_on, days, n % 10 < 3 AS placed, 'unit-' || n % 8 AS unit,
       'caseworker-' || n % 160 AS caseworker
FROM (
    SELECT n, date '2025-12-31' - (n * 365.25 / current_setting('lives.a_year')::int)::int
              AS opened_on, 500 + n % 400 AS days
    FROM generate_series(0, (current_setting('lives.years')::int + 3)
                            * current_setting('lives.a_year')::int) n
) AS life
WHERE opened_on + days > date '2025-12-31' - current_setting('lives.years')::int * 365;

INSERT INTO access (stream, case_id, kind, unit, caseworker)
SELECT stream, stream, 'case', unit, caseworker FROM lives;

INSERT INTO relations (stream, kind, of, holder)
SELECT stream, stood.kind, stream,
       stood.kind || ':' || CASE stood.kind WHEN 'unit' THEN unit ELSE caseworker END
FROM lives, (VALUES ('unit'), ('caseworker')) stood (kind);

INSERT INTO cases (stream, recorded_from, opened_on, aware_on, closed_on, born_on, sex)
SELECT stream, opened_on::timestamptz, opened_on, opened_on,
       CASE WHEN opened_on + days <= date '2025-12-31' THEN opened_on + days END, opened_on - (3 + n % 14) * 365,
       CASE n % 2 WHEN 0 THEN 'female' ELSE 'male' END
FROM lives;

INSERT INTO assignments (id, recorded_from, stream, assigned_on, unit, caseworker)
SELECT md5(stream::text || 'charge' || 0)::uuid, opened_on::timestamptz, stream, opened_on, unit,
       caseworker FROM lives;

INSERT INTO notifications (stream, recorded_from, received_at, notifier_type, professional, reasons)
SELECT md5(stream::text || 'worry' || each)::uuid, opened_on::timestamptz,
       (opened_on + each * 150)::timestamptz, 'school', true, '{}'
FROM lives, generate_series(0, 1) each;

INSERT INTO investigations (id, recorded_from, stream, started_on, aware_on, completed_on, regime)
SELECT md5(stream::text || 'investigation' || 0)::uuid, opened_on::timestamptz, stream, opened_on,
       opened_on, opened_on + 80 + n % 70, 'BL' FROM lives;

INSERT INTO plans (id, recorded_from, stream, plan_kind, drafted_on, approved_on)
SELECT md5(stream::text || 'plan' || 0)::uuid, opened_on::timestamptz, stream, 'child_plan',
       opened_on + 150, opened_on + 160 FROM lives;

INSERT INTO decisions (id, recorded_from, stream, decided_on, regime, section, kind, body)
SELECT md5(stream::text || 'decision' || each)::uuid, opened_on::timestamptz, stream,
       opened_on + 150 + each * 100, 'BL', '32(1)3', 'measure', 'authority'
FROM lives, generate_series(0, 1) each;

INSERT INTO measures (id, recorded_from, stream, measure_type, step, "order", band, placement,
             category, regime, decision_id, started_on, ended_on)
SELECT md5(stream::text || 'measure' || each)::uuid, opened_on::timestamptz, stream,
       CASE WHEN placed AND each = 1 THEN 'foster_general' ELSE 'contact_person_child' END,
       CASE WHEN placed AND each = 1 THEN 'T5' ELSE 'T3' END,
       CASE WHEN placed AND each = 1 THEN 5 ELSE 3 END,
       CASE WHEN placed AND each = 1 THEN 'family_care' ELSE 'prevention' END,
       placed AND each = 1,
       CASE WHEN placed AND each = 1 THEN 'placement' ELSE 'supportive' END, 'BL',
       md5(stream::text || 'decision' || 0)::uuid, opened_on + 160 + each * 60,
       CASE WHEN opened_on + days <= date '2025-12-31' THEN opened_on + days END
FROM lives, generate_series(0, 2) each;

INSERT INTO movements (position, number, stream, moved_on, from_step, to_step, size, kind,
              planned_return, recorded_from)
SELECT n, each, stream, opened_on + 220 + each * 60, 'T5', 'T3', -2,
       CASE each WHEN 0 THEN 'step_down' ELSE 'step_up' END, false, opened_on::timestamptz
FROM lives, generate_series(0, 1) each;

INSERT INTO meetings (id, recorded_from, stream, meeting_kind, planned_at, held_on,
             private_participants, fulfils_review, measure_ids)
SELECT md5(stream::text || 'meeting' || each)::uuid, opened_on::timestamptz, stream,
       'network', (opened_on + each * 60)::timestamptz, opened_on + each * 60,
       each % 3, false, '{}'
FROM lives, generate_series(1, 8) each;

INSERT INTO follow_ups (id, recorded_from, stream, held_on, outcome, measure_ids, child_heard)
SELECT md5(stream::text || 'follow-up' || each)::uuid, opened_on::timestamptz, stream,
       opened_on + 160 + each * 90, 'continue', ARRAY[md5(stream::text || 'measure' || 0)::uuid], true
FROM lives, generate_series(1, 4) each;

INSERT INTO agenda (id, recorded_from, stream, rule, due_on, statutory_on, state, met_on, late,
                    basis)
SELECT md5(stream::text || 'term' || each)::uuid, opened_on::timestamptz, stream,
       (ARRAY['D01', 'D02', 'D06', 'D14', 'D16', 'D17', 'D18'])[1 + each % 7],
       opened_on + each * 40, opened_on + each * 40,
       CASE WHEN opened_on + each * 40 <= date '2025-12-31' THEN 'met' ELSE 'open' END,
       CASE WHEN opened_on + each * 40 <= date '2025-12-31' THEN opened_on + each * 40 - 2 END,
       each % 5 = 0, 'statutory'
FROM lives, generate_series(0, 14) each;

INSERT INTO observations (id, recorded_from, stream, kind, observed_on, number, second, flag, code,
                 standing)
SELECT md5(stream::text || 'seen' || each)::uuid, opened_on::timestamptz, stream,
       (ARRAY['SchoolAbsenceReported', 'SatisfactionAnswered', 'ChildConversationHeld',
              'SubstanceUseRecorded', 'EducationStatusRecorded'])[1 + each % 5],
       opened_on + each * 50, each, each, each % 2 = 0, 'grade_9', 'completed'
FROM lives, generate_series(1, 9) each;

INSERT INTO attentions (id, recorded_from, stream, kind, observed_on, flag)
SELECT md5(stream::text || 'visit' || each)::uuid, opened_on::timestamptz, stream,
       'SupervisionVisitHeld', opened_on + 200 + each * 150, true
FROM lives, generate_series(0, 2) each WHERE placed;

ANALYZE access;
ANALYZE relations;
ANALYZE cases;
ANALYZE assignments;
ANALYZE notifications;
ANALYZE investigations;
ANALYZE plans;
ANALYZE decisions;
ANALYZE measures;
ANALYZE movements;
ANALYZE meetings;
ANALYZE follow_ups;
ANALYZE agenda;
ANALYZE observations;
ANALYZE attentions;
