"""What everybody begins and ends with: the manual, lists of one's own, and when one is reminded."""

from __future__ import annotations

from allauth.mfa.models import Authenticator

from followup.duties.models import MailSetting
from followup.start.kinds.step import ALL, STEPS, Step, traces_of
from huddinge_vo.common.saved_views.models import SavedView

STEPS.add(
    Step(
        code="MANUAL",
        number=1,
        words="Läs handboken",
        why="Varje sida har ett avsnitt där. Du når det med Hjälp om sidan, nederst i menyn.",
        roles=(ALL,),
        permission="followup.view_duty",
        page="help",
    )
)
STEPS.add(
    Step(
        code="SECOND_STEP",
        number=2,
        words="Slå på ett andra steg vid inloggningen",
        why="Du ger andra åtkomst. Då ska ingen annan kunna logga in som du.",
        roles=("förvaltare", "säkerhetsansvarig"),
        permission="followup.view_duty",
        page="own-account",
        done=traces_of(Authenticator, "user"),
    )
)
STEPS.add(
    Step(
        code="SAVED_VIEW",
        number=90,
        words="Spara en lista som du vill ha den",
        why="Välj filter och kolumner i avtalslistan och spara under ett namn. Den ligger sedan här på Start.",
        roles=(
            *("läsare", "upphandlare", "avtalscontroller", "controller", "kategoriledare", "hållbarhetsstrateg"),
            "uppföljare",
        ),
        permission="common.add_savedview",
        page="contracts:contract-list",
        done=traces_of(SavedView, "owner"),
    )
)
STEPS.add(
    Step(
        code="MAILS",
        number=91,
        words="Välj hur ofta du får påminnelser",
        why="Det som väntar på dig kommer annars per mejl varje arbetsdag.",
        roles=("handläggare", "gruppledare", "verksamhetschef", "upphandlingschef"),
        permission="followup.view_duty",
        page="followup:mail-setting",
        done=traces_of(MailSetting, "user"),
    )
)
