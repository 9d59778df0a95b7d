"""What only the gallery's templates need."""

from __future__ import annotations

import re

from django.template import Context, Library, Node, NodeList
from django.template.base import FilterExpression, Parser, Token
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = Library()
_IDS = re.compile(r'\b(id|for|aria-labelledby|aria-describedby|hx-target)="([^"]+)"')
_ANCHORS = re.compile(r'\bhref="#([^"]+)"')


class Example(Node):
    """A component in one of its states, under a line that says which."""

    def __init__(self, state: FilterExpression, nodes: NodeList) -> None:
        self.state, self.nodes = state, nodes

    def render(self, context: Context) -> SafeString:
        state = self.state.resolve(context)
        seen: dict[str, list[int]] = context.render_context  # type: ignore[assignment]  # what any tag keeps there
        counts = seen.setdefault("gallery", [0])
        counts[0] += 1
        own = f"-ex{counts[0]}"
        # Two states of a component with an id of its own stand on the same page: each gets ids of its own.
        drawn = _IDS.sub(lambda found: f'{found[1]}="{_renamed(found[2], own)}"', self.nodes.render(context))
        drawn = _ANCHORS.sub(lambda found: f'href="#{found[1]}{own}"', drawn)
        return format_html('<p class="muted small mt-3 mb-1">{}</p>{}', state, mark_safe(drawn))  # noqa: S308


def _renamed(ids: str, own: str) -> str:
    """Ids, of which there may be several, made an example's own."""
    return " ".join(each + own for each in ids.split())


@register.tag
def example(parser: Parser, token: Token) -> Example:
    """`{% example "with a link" %} … {% endexample %}`."""
    _, state = token.split_contents()
    nodes: NodeList = parser.parse(("endexample",))
    parser.delete_first_token()
    return Example(parser.compile_filter(state), nodes)
