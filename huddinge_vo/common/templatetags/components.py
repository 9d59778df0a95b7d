"""Components: templates under templates/components/ that name their arguments, and are held to them (docs/adr/0007).

`{% component "tag" colour="good" words="Klart" %}` draws one. `{% wrap "sheet" id="kop" title="Köp" %} … {% endwrap %}`
draws one round what stands in between, which the component has as `content`. What is too long for an argument, or has
elements in it, is given as `{% slot tools %} … {% endslot %}` directly inside.

A component begins with `{% arguments id title tools="" content="" %}`: those without a value have to be given. One that
is missing, or that the component does not know, is an error when the page is read and not a gap when it is shown.

One that says `{% drawn_once %}` draws what its arguments alone tell: for the same ones, where they can be told apart,
it is drawn once in a process, and not again on every page.
"""

from __future__ import annotations

from django.template import Context, Engine, Library, Node, NodeList, Template, TemplateSyntaxError
from django.template.base import FilterExpression, Parser, Token
from django.template.base import token_kwargs as read_named
from django.utils.safestring import SafeString, mark_safe

register = Library()

# All that a component knows besides its arguments.
SURROUNDINGS = ("request", "user", "perms", "today", "csrf_token", "csp_nonce")
CONTENT = "content"
_MOST_KEPT = 500  # of what one place on a page has drawn


class Arguments(Node):
    """What a component may be given; those with a value may be left out."""

    def __init__(self, named: dict[str, FilterExpression | None]) -> None:
        self.named = named

    def render(self, context: Context) -> SafeString:
        for name, value in self.named.items():
            if value is not None and name not in context:
                context[name] = value.resolve(context)
        return SafeString()


class DrawnOnce(Node):
    """Says that what a component draws follows from its arguments alone."""

    def render(self, context: Context) -> SafeString:
        return SafeString()


class Slot(Node):
    """An argument that is written out. It is the component round it that draws it."""

    def __init__(self, name: str, nodes: NodeList) -> None:
        self.name, self.nodes = name, nodes

    def render(self, context: Context) -> SafeString:
        message = f"Slot {self.name!r} has to stand directly inside a wrap, not inside an if or a for."
        raise TemplateSyntaxError(message)


class Component(Node):
    """A component with its arguments. Space round what it draws, and round a slot, is not shown."""

    child_nodelists = ("nodes",)

    def __init__(self, template: Template, named: dict[str, FilterExpression], slots: dict[str, NodeList]) -> None:
        self.template, self.named, self.slots = template, named, slots
        self.nodes = NodeList(node for nodes in slots.values() for node in nodes)
        self.kept: dict[tuple[object, ...], SafeString] | None = (
            {} if any(isinstance(node, DrawnOnce) for node in template.nodelist) else None
        )

    def render(self, context: Context) -> SafeString:
        values: dict[str, object] = {name: value.resolve(context) for name, value in self.named.items()}
        values |= {name: mark_safe(nodes.render(context).strip()) for name, nodes in self.slots.items()}  # noqa: S308
        if self.kept is None:
            around = {name: context[name] for name in SURROUNDINGS if name in context}
            return self._drawn(context, around | values)
        key = tuple((type(value), value) for value in values.values())  # what is safe equals the same that is not
        try:
            kept = self.kept.get(key)
        except TypeError:  # it cannot be told apart from others
            return self._drawn(context, values)
        if kept is None:
            if len(self.kept) >= _MOST_KEPT:
                self.kept.clear()
            kept = self.kept[key] = self._drawn(context, values)
        return kept

    def _drawn(self, context: Context, values: dict[str, object]) -> SafeString:
        """As Template.render does within a page, without telling of each component as of a page of its own."""
        within = context.new(values)
        with within.render_context.push_state(self.template):
            drawn = self.template.nodelist.render(within)
        return mark_safe(drawn.strip())  # noqa: S308 - it is rendered already


@register.tag
def arguments(parser: Parser, token: Token) -> Arguments:
    """Name what the component takes: `{% arguments id title tools="" %}`."""
    named: dict[str, FilterExpression | None] = {}
    for bit in token.split_contents()[1:]:
        name, _, value = bit.partition("=")
        named[name] = parser.compile_filter(value) if value else None
    return Arguments(named)


@register.tag
def drawn_once(parser: Parser, token: Token) -> DrawnOnce:
    """Say that what the component draws follows from its arguments alone: `{% drawn_once %}` after them."""
    del parser, token
    return DrawnOnce()


@register.tag
def component(parser: Parser, token: Token) -> Component:
    """Draw a component that has nothing inside."""
    return _built(parser, token, {})


@register.tag
def wrap(parser: Parser, token: Token) -> Component:
    """Draw a component round what stands before `endwrap`."""
    nodes: NodeList = parser.parse(("endwrap",))
    parser.delete_first_token()
    slots = {node.name: node.nodes for node in nodes if isinstance(node, Slot)}
    rest = NodeList(node for node in nodes if not isinstance(node, Slot))
    if any(getattr(node, "s", "x").strip() for node in rest):
        slots[CONTENT] = rest
    return _built(parser, token, slots)


@register.tag
def slot(parser: Parser, token: Token) -> Slot:
    """Write an argument out, before `endslot`."""
    bits = token.split_contents()
    if len(bits) != 2:
        raise TemplateSyntaxError("A slot has just a name: {% slot tools %}.")
    nodes: NodeList = parser.parse(("endslot",))
    parser.delete_first_token()
    return Slot(bits[1], nodes)


def declared(template: Template) -> dict[str, FilterExpression | None]:
    """The arguments that a component names at its top."""
    for node in template.nodelist:
        if isinstance(node, Arguments):
            return node.named
    raise TemplateSyntaxError(f"{template.name} does not name its arguments: begin it with {{% arguments … %}}.")


def _built(parser: Parser, token: Token, slots: dict[str, NodeList]) -> Component:
    """The node, when all that the component needs is given and nothing that it does not know."""
    tag, *bits = token.split_contents()
    if not bits or bits[0][0] not in "\"'":
        raise TemplateSyntaxError(f'{tag} begins with a component\'s name in quotes: {{% {tag} "sheet" … %}}.')
    name = bits.pop(0).strip("\"'")
    named = read_named(bits, parser)
    if bits:
        raise TemplateSyntaxError(f"The arguments of {name!r} are given by name, and {bits[0]!r} is not.")
    template: Template = Engine.get_default().get_template(f"components/{name}.html")
    known, given = declared(template), named.keys() | slots.keys()
    if twice := named.keys() & slots.keys():
        raise TemplateSyntaxError(f"{name!r} is given {', '.join(sorted(twice))} twice.")
    if unknown := given - known.keys():
        raise TemplateSyntaxError(f"{name!r} does not know {', '.join(sorted(unknown))}; it knows {', '.join(known)}.")
    if missing := {key for key, value in known.items() if value is None} - given:
        raise TemplateSyntaxError(f"{name!r} needs {', '.join(sorted(missing))}.")
    return Component(template, named, slots)
