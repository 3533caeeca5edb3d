// A front end's first day, by a client generated from docs/openapi.json: every path, body, header and
// answer below is checked against that document by the compiler, and against a running stack by node.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { CloudEvent, HTTP } from "cloudevents";
import createClient from "openapi-fetch";
import type { components, paths } from "./schema.js";

const baseUrl = process.env["INDSATS_URL"] ?? "http://127.0.0.1:8000";

async function token(persona: string): Promise<string> {
  const answer = await fetch(`${baseUrl}/dev/tokens`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ persona, sub: `${persona}-${randomUUID()}`, unit: "unit-1" }),
  });
  return ((await answer.json()) as { access_token: string }).access_token;
}

const client = createClient<paths, "application/json" | "application/problem+json">({
  baseUrl,
  headers: { Authorization: `Bearer ${await token("caseworker")}` },
});
const today = new Date().toISOString().slice(0, 10); // nothing is overdue, and changes what is read
let seen: string | undefined; // what was written is read

client.use({
  onRequest({ request }) {
    if (seen) request.headers.set("Consistency-Token", seen);
  },
  onResponse({ response }) {
    seen = response.headers.get("Consistency-Token") ?? seen;
  },
});

const opened = await client.POST("/v1/cases", {
  params: { header: { "Idempotency-Key": randomUUID() } },
  body: { unit: "unit-1", openedOn: today, awareOn: today },
});
assert.equal(opened.response.status, 201);
assert(opened.data);
const caseId: string = opened.data.id;

const overview = await client.GET("/v1/cases/{caseId}", { params: { path: { caseId } } });
assert(overview.data);
assert.equal(overview.data.openedOn, today);
const tag = overview.response.headers.get("ETag");
assert(tag);

const unchanged = await client.GET("/v1/cases/{caseId}", {
  params: { path: { caseId }, header: { "If-None-Match": tag } },
});
assert.equal(unchanged.response.status, 304);

const person: components["schemas"]["AddPerson"] = {
  relation: "mother",
  custodian: true,
  name: "Mette Prøve",
  validFrom: today,
};
const added = await client.POST("/v1/cases/{caseId}/people", {
  params: { path: { caseId }, header: { "If-Match": tag } },
  body: person,
});
assert.equal(added.response.status, 201);

const stale = await client.POST("/v1/cases/{caseId}/people", {
  params: { path: { caseId }, header: { "If-Match": tag } },
  body: person,
});
assert.equal(stale.response.status, 412);
assert.equal(stale.error?.code, "stale");

const caseload = await client.GET("/v1/caseload", {
  params: { query: { sort: "-openedOn", count: true, without: ["plan"], limit: 1 } },
});
assert.deepEqual(caseload.data?.count, { value: 1, atLeast: false });
assert.equal(caseload.data.items[0]?.caseId, caseId);

const dashboard = await client.GET("/v1/dashboard");
const tile = dashboard.data?.items.find((each) => each.tile.code === "without_plan");
assert.equal(tile?.count.value, 1);

const several = await client.POST("/v1/cases/_batch", {
  body: {
    items: [
      { path: "/v1/cases", method: "POST", idempotencyKey: randomUUID(), body: { unit: "unit-1",
        openedOn: today, awareOn: today } },
      { path: `/v1/cases/${caseId}/moves`, method: "POST", body: {} },
    ],
  },
});
assert.equal(several.response.status, 207);

// The feed as another party's CloudEvents library reads it, which knows nothing of this document.
const feed = await client.GET("/v1/events", {
  params: { query: { limit: 100 } },
  parseAs: "text",
});
const told = HTTP.toEvent({
  headers: { "content-type": feed.response.headers.get("content-type") ?? "" },
  body: feed.data,
});
assert(Array.isArray(told));
const first = told.find((each) => each.subject === caseId);
assert(first instanceof CloudEvent && first.validate());
assert.deepEqual([first.specversion, first.type], ["1.0", "dk.indsats.case.CaseOpened"]);
assert(typeof first["cursor"] === "string" && first.time);

console.log("The generated client lived its journey.");
