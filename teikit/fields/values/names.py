"""The places and parties that a collection knows, to be found in a header even if they are misread there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import product
from typing import NamedTuple

import regex
from rapidfuzz.distance import Levenshtein

from teikit.fields.values.likeness import Forms
from teikit.lexicon.entries import Party, Post

SHORT_PARTY = 3  # letters of a short party, with which a longer word may begin: DIR
ADDRESS_LETTERS = 4  # letters of the address of a station
LONG_NAME = 5  # letters of a name that is recognised even if it is misread, at least
ADDRESS_LIKENESS = 0.75  # likeness, 0 to 1, of a reading that counts as an address, at least
STATION_LIKENESS = 0.75  # likeness of a misread address of four letters in a place where there must be one, at least
CITY_LIKENESS = 0.7  # likeness of the misread city of a station in its place, at least: lexico (sty
AGENCY_LIKENESS = 0.8  # likeness of the name of an agency in its place, at least
NAME_LIKENESS = 0.8  # likeness of a reading that counts as a name, at least
PARTS = regex.compile(r"[/-]")  # the signs between the parts of the symbol of an office: WH/4/PA-PROP
OFFICE_LETTERS = {"0": "DO", "O": "DO", "Q": "O", "1": "I", "L": "I"}
"""Letters and digits that engines read in the symbols of offices, with the letters that they may be: ``DOP`` is DDP,
``C1`` CI."""
LONGEST_SYMBOL = 8  # letters of the part of a symbol that may be misread, at most
COMMA = regex.compile(r",\s?")  # DIRECTOR, FBI
COPIES = regex.compile(r"\s+[0-9]{1,2}$")  # the number of copies after an office: WH 5
EDGES = " \t.,:;*•'\"‘’“”()[]{}|_-–—=~°"  # signs around a name that are not part of it


BOUND = ("stem", "city", "agency")
"""Kinds of parties that are named only as a part of others, or only after an officer."""


class Name(NamedTuple):
    """A known name: its ``kind`` (place, org or role), and its ``form`` in the collection."""

    kind: str
    form: str


class Names:
    """The posts and parties of a collection."""

    def __init__(self, posts: Mapping[str, Post], parties: Iterable[Party], words: Mapping[str, int]) -> None:
        parties = tuple(parties)
        self._posts, self._words = posts, words
        self._kinds = {party.form: party.kind for party in parties if party.kind not in BOUND}
        self._cities = Forms(party.form for party in parties if party.kind == "city")
        self._agencies = Forms(party.form for party in parties if party.kind == "agency")
        self._stems = frozenset(party.form for party in parties if party.kind == "stem")
        short = {address for address in abbreviated(posts) if address not in words}
        self._exact = {name for name in posts if " " not in name} | short | set(self._kinds)
        self._long = Forms(form for form in (*posts, *self._kinds) if len(form) >= LONG_NAME)
        countries = {post.country.upper() for post in posts.values() if "," not in post.country}
        self._countries = {name for name in countries if " " in name and name.split()[-1] in posts}
        self._stations = Forms(
            name for name, post in posts.items() if post.kind == "cia-address" and len(name) == ADDRESS_LETTERS
        )
        self._station_cities = Forms(post.country.upper() for post in posts.values() if post.kind == "cia-address")
        self._short = [form for form in self._kinds if len(form) == SHORT_PARTY and self._is_begun(form)]
        self._heads = frozenset(party.form for party in parties if party.kind == "head")
        self._groups = Forms(party.form for party in parties if party.kind == "list")
        self._lists = Forms(form for form in self._kinds if " " in form)

    def address(self, token: str) -> float:
        """The likeness of one word to an address, 0 to 1; 1 if it is one, 0 if it resembles none."""
        token = token.strip(EDGES).upper()
        if token in self._exact:
            return 1.0
        if len(token) < LONG_NAME or token in self._words:
            return 0.0
        likeness = self._long.nearest(token)[1]
        return likeness if likeness >= ADDRESS_LIKENESS else 0.0

    def office(self, text: str) -> bool:
        """Whether a text is the symbol of an office, perhaps with the number of its copies: ``CI/OPS``, ``WH 5``."""
        symbol = COPIES.sub("", text.strip(EDGES)).upper()
        return len(symbol.replace(",", " ").split()) == 1 and any(part in self._stems for part in PARTS.split(symbol))

    def party(self, text: str) -> bool:
        """Whether a whole text is a party of several words: ``CERTAIN STATIONS AND BASES``."""
        return self._lists.nearest(text.strip(EDGES))[1] >= NAME_LIKENESS

    def group(self, text: str) -> bool:
        """Whether a whole text is a group of addressees: ``CERTAIN STATIONS AND BASES``."""
        return self._groups.nearest(text.strip(EDGES))[1] >= NAME_LIKENESS

    def is_head(self, form: str) -> bool:
        """Whether a known form is that of the head of an agency: ``DIRECTOR``."""
        return form in self._heads

    def begins_with_head(self, text: str) -> bool:
        """Whether a text begins with the head of an agency."""
        return text.upper().startswith(tuple(self._heads))

    def city(self, text: str) -> Name | None:
        """The city of an office that is the whole of a text, perhaps misread, as after ``SAC,``; None without one."""
        form = self._cities.clearest(text.strip(EDGES), NAME_LIKENESS)
        return Name("place", form) if form else None

    def agency(self, text: str) -> Name | None:
        """The agency that is the whole of a text, perhaps misread, as below ``Director``; None without one."""
        form = self._agencies.clearest(text.strip(EDGES), AGENCY_LIKENESS)
        return Name("org", form) if form else None

    def station(self, token: str) -> Name | None:
        """The sender before the number of a cable, perhaps misread: ``NEXI`` is MEXI, ``DIREETS`` is DIRECTOR."""
        begun = token.strip(EDGES).upper()[:SHORT_PARTY]
        if begun in self._kinds:
            return Name("org", begun)
        form = self._stations.clearest(token, STATION_LIKENESS)
        return Name("place", form) if form else None

    def city_of(self, address: str) -> str:
        """The city of the station with an address, in capitals: MEXICO CITY of MEXI; empty if no list has it."""
        post = self._posts.get(address)
        return post.country.upper() if post and post.kind == "cia-address" else ""

    def station_city(self, text: str) -> Name | None:
        """The city of a station that a whole text is, perhaps misread: ``SNI SALVADOR``; None if that is unclear."""
        form = self._station_cities.clearest(text.strip(EDGES).upper(), CITY_LIKENESS)
        return Name("place", form) if form else None

    def symbol(self, token: str) -> str:
        """The symbol of an office that a token with misread letters is (``ADOP/A``: ADDP/A); empty if unclear.

        COP stays, because it is a different office from DDP, and so does PCS/CL, which is a known word.
        """
        form = token.strip(EDGES).upper()
        read = form.split("/")
        if "O" in read or "0" in read or (len(read) > 1 and form in self._words):  # O/OCI may be D/DCI
            return ""
        symbols = [self._part(part) for part in read]
        return "/".join(symbols) if any(part in self._stems for part in symbols) else ""

    def _part(self, part: str) -> str:
        """A part of the symbol of an office, as in the collection or unchanged."""
        if part in self._stems or len(part) > LONGEST_SYMBOL:
            return part
        letters = (letter + OFFICE_LETTERS.get(letter, "") for letter in part)
        forms = {form for form in map("".join, product(*letters)) if form in self._stems}
        return forms.pop() if len(forms) == 1 else part

    def address_form(self, token: str) -> str:
        """The only place or party of five letters or more that one misread word surely is; empty if there is none."""
        form = token.strip(EDGES).upper()
        if len(form) < LONG_NAME or form in self._exact or form in self._words:
            return ""
        return self._long.clearest(form, NAME_LIKENESS)

    def station_form(self, token: str) -> str:
        """The only station whose address a misread word of four letters may be: ``YAVE`` is WAVE; empty if unclear."""
        form = token.strip(EDGES).upper()
        if len(form) != ADDRESS_LETTERS or not form.isalpha() or form in self._exact or form in self._words:
            return ""
        return self._stations.clearest(form, STATION_LIKENESS)

    def _is_begun(self, form: str) -> bool:
        """Whether another party begins with a form: DIRECTOR with DIR."""
        return any(name.startswith(form) and " " not in name and len(name) > len(form) for name in self._kinds)

    def short(self, token: str) -> Name | None:
        """The short party that a word is, perhaps with one letter misread or lost: ``AIR`` is DIR; None if unclear.

        Only for places where there must be a party.
        """
        bare = token.strip(EDGES).upper()
        similar = [form for form in self._short if Levenshtein.distance(bare, form, score_cutoff=1) <= 1]
        return Name("org", similar[0]) if len(similar) == 1 else None

    def known(self, text: str, exact: bool = False) -> Name | None:
        """The place or party that a whole text names, perhaps misread unless ``exact``; None if that is unclear."""
        written = text.strip(EDGES)
        bare = COMMA.sub(" ", written.upper())
        if written.islower():  # rome is a misread word
            return None
        if bare in self._countries:  # EL SALVADOR is not the city of Salvador
            return Name("place", bare)
        if exact and bare not in self._kinds and bare not in self._posts and bare not in self._exact:
            return Name("org", bare) if self._is_symbol(text) else None
        form = bare if bare in self._kinds or bare in self._posts else ""
        if not form and len(bare) >= LONG_NAME and bare not in self._words:  # Tenth Naval District is not in Nassau
            form = self._long.clearest(bare, NAME_LIKENESS)
        if not form and len(bare) == ADDRESS_LETTERS and bare in self._exact and written.isupper():  # not ``Geno``
            return Name("place", bare)
        if form in self._kinds:
            return Name("role" if self._kinds[form] == "role" else "org", form)
        if form in self._posts:
            return Name("org" if self._posts[form].kind == "department" else "place", form)
        return Name("org", COPIES.sub("", bare)) if self._is_symbol(text) else None

    def _is_symbol(self, text: str) -> bool:
        """Whether a text is the symbol of an office in capitals: ``C/WH 5``, but not ``Ne``."""
        return text.strip(EDGES).isupper() and self.office(text)


def abbreviated(names: Iterable[str]) -> set[str]:
    """The addresses of four letters that are formed from names of places: PARI, SJOS, RIOD, SDOM."""
    addresses: set[str] = set()
    for name in names:
        match name.split():
            case [word]:
                addresses.add(word[:4])
            case [first, last]:
                addresses |= {first[0] + last[:3], first[:2] + last[:2], first[:3] + last[0], first[:4]}
            case [first, middle, last]:
                addresses |= {first[:3] + middle[:1], first[:3] + last[:1]}
    return {address for address in addresses if len(address) == ADDRESS_LETTERS and address.isalpha()}
