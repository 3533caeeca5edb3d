"""Bring the databases named in the services' settings to the newest schema: `make migrate`."""

from services.case.settings import Settings as CaseSettings
from services.followup.settings import Settings as FollowUpSettings
from services.gateway.settings import Settings as GatewaySettings
from services.intervention_ladder.settings import Settings as LadderSettings
from shared.migrations import upgrade

if __name__ == "__main__":
    upgrade(CaseSettings().dsn, "services.case")
    upgrade(LadderSettings().dsn, "services.intervention_ladder")
    upgrade(FollowUpSettings().dsn, "services.followup")
    upgrade(GatewaySettings().dsn, "services.gateway")
