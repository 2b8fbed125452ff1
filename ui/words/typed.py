"""Words of typing a rule as a sentence."""

TYPE_IT = "Type it"
TYPE_IT_HELP = "Type the sentence (Alt+S)"
WRITE_IT = "Write it as a sentence"
ENTRY = "The rule as a sentence"
BEGIN = "When the service is express: choose among all locations, nearest first. Otherwise …"
SUGGESTIONS = "What can follow"
NO_SUGGESTIONS = "Nothing is suggested here. A name or a reason goes in quotes, “like this”."
KEYS = "Arrow keys choose, Enter or Tab takes it, Escape leaves."
MEANT = "Did you mean"
PREVIEW = "The rule will read"
NOT_YET = "The rule is shown here as soon as the sentence is complete."
USE = "Use this sentence"
LEAVE = "Leave it as it was"
DID_TYPE = "Sentence"
NOT_HEARD_REMEDY = "Correct the sentence, then use it."


def status(understood: bool, missed: int, offered: int) -> str:
    """What was heard, in one sentence for the eye and the ear."""
    if understood:
        return "The sentence is understood."
    if missed:
        return "1 part is not understood." if missed == 1 else f"{missed} parts are not understood."
    if not offered:
        return "The sentence is not complete."
    return "1 way to go on." if offered == 1 else f"{offered} ways to go on."
