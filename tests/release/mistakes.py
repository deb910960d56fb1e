"""The mistakes that churo check is shown to tell, each one change of one file of the house."""

from __future__ import annotations

from dataclasses import dataclass

FOLDER = "data/documents/friendship-2025/assertions"
S07 = f"{FOLDER}/s07.trig"
STATES = "data/entities/states.ttl"
END = "        churo:concerns id:ukraine-situation .\n}\n"


@dataclass(frozen=True)
class Mistake:
    """One change of a file, the rule that it breaks, the line told (by its text), what was meant."""

    file: str
    old: str
    new: str
    check: str
    at: str
    near: str = ""


MISTAKES = {
    "a block without its assertion": Mistake(
        S07,
        "asn:friendship-2025-s07-2 {",
        "asn:friendship-2025-s07-99 {",
        "hygiene graph-without-assertion",
        "asn:friendship-2025-s07-99 {",
    ),
    "an assertion without its block": Mistake(
        f"{FOLDER}/s08.trig",
        "asn:friendship-2025-s08-2 {",
        "asn:friendship-2025-s08-1 {",
        "hygiene assertion-without-graph",
        "asn:friendship-2025-s08-2 a ev:Assertion",
    ),
    "a triple that no assertion states": Mistake(
        STATES,
        "id:china a churo:State ;",
        "id:china a churo:State ;\n    churo:concerns id:russia ;",
        "hygiene unbacked-triple",
        "churo:concerns id:russia",
    ),
    "a label in no language": Mistake(STATES, "@ja", "@jp", "hygiene foreign-language", "@jp"),
    "English words of a Japanese document": Mistake(
        S07,
        '"「根本原因の排除」を問題解決の鍵"@ja',
        '"「根本原因の排除」を問題解決の鍵"@en',
        "hygiene language-of-wording",
        '"「根本原因の排除」を問題解決の鍵"@en',
    ),
    "an undeclared property": Mistake(
        f"{FOLDER}/s06.trig",
        "churo:holder ",
        "churo:holdr ",
        "hygiene undeclared-property",
        "churo:holdr ",
        "churo:holder",
    ),
    "an undeclared class": Mistake(
        f"{FOLDER}/s14.trig",
        "a churo:Utterance",
        "a churo:Utternace",
        "hygiene undeclared-value",
        "a churo:Utternace",
        "churo:Utterance",
    ),
    "an undeclared code": Mistake(
        f"{FOLDER}/s06.trig",
        "code:advocates",
        "code:advocate",
        "hygiene undeclared-value",
        "code:advocate",
        "code:advocates",
    ),
    "an entity that there is not": Mistake(
        S07,
        "id:ukraine-situation",
        "id:ukraine-situatoin",
        "hygiene unnamed-entity",
        "id:ukraine-situatoin",
        "id:ukraine-situation",
    ),
    "a passage that there is not": Mistake(
        f"{FOLDER}/s13.trig",
        "src:friendship-2025-s13",
        "src:freindship-2025-s13",
        "hygiene dangling-identifier",
        "ev:passage src:freindship-2025-s13",
        "src:friendship-2025-s13",
    ),
    "a passage of another document": Mistake(
        f"{FOLDER}/s14.trig",
        "src:friendship-2025-s14",
        "src:note-2024-s01",
        "hygiene passage-of-another-document",
        "ev:passage src:note-2024-s01",
    ),
    "an assertion without a passage": Mistake(
        f"{FOLDER}/s03.trig",
        "    ev:passage src:friendship-2025-s03 ;\n",
        "",
        "shapes, evidence",
        "asn:friendship-2025-s03-1 a ev:Assertion",
    ),
    "a verdict that is none": Mistake(
        f"{FOLDER}/s17.trig",
        "ev:verdict code:supported",
        "ev:verdict code:high",
        "shapes, evidence",
        "ev:verdict code:high",
    ),
    "a number written otherwise": Mistake(
        "data/documents/friendship-2025/passages.ttl",
        "oa:start 258",
        "oa:start 0258",
        "literals",
        "oa:start 0258",
    ),
    "a prefix of one's own": Mistake(
        f"{FOLDER}/s08.trig",
        "@prefix agent:",
        "@prefix x: <urn:x#> .\n@prefix agent:",
        "prefixes",
        "@prefix x:",
    ),
    "a relative IRI": Mistake(
        "data/links.ttl",
        "id:russia owl:sameAs <http://www.wikidata.org/entity/Q159>",
        "id:russia owl:sameAs <entity/Q159>",
        "files",
        "id:russia owl:sameAs <entity/Q159>",
    ),
    "a link of what there is not": Mistake(
        "data/links.ttl",
        "id:china ",
        "id:chnia ",
        "hygiene unnamed-entity",
        "id:chnia",
        "id:china",
    ),
}


@dataclass(frozen=True)
class Fault:
    """One change after which a file is no TriG, where the parser stops, and how to mend it.

    What is ``told`` ends with the line of ``beside`` where that is given.
    """

    old: str
    new: str
    at: str
    told: str
    beside: str = ""


FAULTS = {
    "a graph not closed": Fault(
        END,
        END.removesuffix("}\n"),
        "{\n    id:stance-china-understands",
        "Close the graph asn:friendship-2025-s07-1 of line ",
        "asn:friendship-2025-s07-1 {",
    ),
    "a graph closed twice": Fault(
        END, f"{END}}}\n", "}\n\nasm:friendship-2025-s07-1", "take the brace away."
    ),
    "a graph not opened": Fault(
        "asn:friendship-2025-s07-1 {",
        "asn:friendship-2025-s07-1",
        "a churo:Stance ;",
        "put { after the first if it is a graph",
    ),
    "a graph in a graph": Fault(
        "a churo:Stance ;",
        "a churo:Stance . asn:x { id:a a id:b . }",
        "{ id:a",
        "Close the graph asn:friendship-2025-s07-1 of line ",
        "asn:friendship-2025-s07-1 {",
    ),
    "a statement not ended before a graph": Fault(
        "ev:confidence code:high .",
        "ev:confidence code:high ;",
        "{\n    id:stance-russia-root-causes",
        "End the statement with a dot at the end of line ",
        "ev:confidence code:high ;",
    ),
    "a missing semicolon": Fault(
        "churo:holder id:russia ;",
        "churo:holder id:russia",
        "churo:orientation code:advocates",
        "Put a semicolon, a comma or a dot at the end of line ",
        "churo:holder id:russia",
    ),
    "a missing comma": Fault(
        '@en , "ロシア', '@en "ロシア', '"ロシア', "a comma or a dot before it."
    ),
    "a semicolon too many": Fault(
        "a churo:Stance ;", "a churo:Stance , ;", ";\n        churo:holder", "one too many."
    ),
    "a text not closed": Fault(
        '"「根本原因の排除」を問題解決の鍵"@ja',
        '"「根本原因の排除」を問題解決の鍵@ja',
        "\n        churo:concerns",
        'Close the text with "',
    ),
    "Japanese quotation marks": Fault(
        '"「根本原因の排除」を問題解決の鍵"@ja',
        "「「根本原因の排除」を問題解決の鍵」@ja",
        "「「根本原因の排除」を問題解決の鍵」@ja ;",
        "Write straight quotation marks",
    ),
    "a language that is missing": Fault(
        '"「根本原因の排除」を問題解決の鍵"@ja',
        '"「根本原因の排除」を問題解決の鍵"@',
        " ;\n        churo:concerns",
        "Write a language tag",
    ),
    "a misspelt prefix": Fault(
        "churo:holder", "chruo:holder", "chruo:holder", "Did you mean churo:?"
    ),
    "a prefix that is not declared": Fault(
        "@prefix churo: <https://w3id.org/churo/ontology#> .\n",
        "",
        "churo:Stance",
        "Add a line at the top: @prefix churo: <https://w3id.org/churo/ontology#> .",
    ),
    "a space in an IRI": Fault(
        "id:ukraine-situation", "<urn:a b>", "<urn:a b>", "write %20 for a space"
    ),
    "a bare word": Fault("id:ukraine-situation", "ukraine", "ukraine .", "a name with its prefix"),
}
