"""The hundred rules as an engineer writes them by hand: each fact in a local, one `if` a rule."""

from collections.abc import Mapping
from typing import Any


# A rule reads best on as few lines as it needs.
# fmt: off
def matching(facts: Mapping[str, Any]) -> list[str]:  # noqa: C901, PLR0912, PLR0915  a rule is a branch
    """Ids of the rules that match, in their order; a fact that is missing is None and matches nothing."""
    customer_id = facts["customer.id"]
    lifetime_orders = facts["customer.lifetime_orders"]
    lifetime_value = facts["customer.lifetime_value"]
    vip = facts["customer.vip"]
    country = facts["destination.country"]
    international = facts["destination.international"]
    postcode = facts["destination.postcode"]
    region = facts["destination.region"]
    hour = facts["now.hour"]
    business = facts["order.business"]
    channel = facts["order.channel"]
    gift = facts["order.gift"]
    item_count = facts["order.item_count"]
    line_count = facts["order.line_count"]
    note = facts["order.note"]
    promise_slack = facts["order.promise_slack"]
    service = facts["order.service"]
    shipping_paid = facts["order.shipping_paid"]
    subtotal = facts["order.subtotal"]
    tags = facts["order.tags"]
    total = facts["order.total"]
    weight = facts["order.weight"]
    found: list[str] = []
    if (
        weight is not None and weight > 23_000 and note is None and lifetime_value is not None
        and lifetime_value >= 212_000 and total >= 26_000
    ):
        found.append("r1")
    if item_count >= 806 and hour >= 15 and lifetime_value is not None and lifetime_value < 13_000:
        found.append("r2")
    if note is not None and "fragile" in note and promise_slack is not None and promise_slack <= 18:
        found.append("r3")
    if country in {"ch", "de", "pt", "se"} and customer_id is not None and international is False:
        found.append("r4")
    if note is not None and ("fragile" in note or "neighbour" in note) and subtotal > 6_000:
        found.append("r5")
    if international is True and lifetime_value is not None and lifetime_value < 325_500:
        found.append("r6")
    if service == "express" and tags.isdisjoint(("gift-wrap", "trade")):
        found.append("r7")
    if service == "express" and subtotal > 49_000:
        found.append("r8")
    if (
        total >= 177_000 and note is None and region is not None
        and region not in {"devon", "greater london", "scotland", "surrey"} and customer_id is not None
    ):
        found.append("r9")
    if item_count >= 258 and shipping_paid <= 1_000 and tags.isdisjoint(("preorder",)) and hour >= 10:
        found.append("r10")
    if weight is not None and weight > 11_500 and subtotal > 29_500 and 31 <= line_count <= 34:
        found.append("r11")
    if vip is True and ((promise_slack is not None and promise_slack <= 96) or international is False):
        found.append("r12")
    if channel == "wholesale" and promise_slack is not None and promise_slack <= 42:
        found.append("r13")
    if vip is True and region is not None and region not in {"essex", "wales", "west midlands"}:
        found.append("r14")
    if total >= 35_000 and region is not None and region != "essex" and 1 <= line_count <= 15:
        found.append("r15")
    if channel == "phone" and hour >= 8:
        found.append("r16")
    if channel == "marketplace" and customer_id is not None:
        found.append("r17")
    if (
        note is not None and ("not before" in note or "fragile" in note) and promise_slack is not None
        and promise_slack <= 73 and not 2 <= line_count <= 12 and total >= 25_000
    ):
        found.append("r18")
    if postcode is not None and postcode.startswith(("hs", "bn", "s1", "kw")) and business is True:
        found.append("r19")
    if gift is True and subtotal > 15_000 and total < 27_000 and customer_id is not None:
        found.append("r20")
    if (
        channel in {"marketplace", "phone", "pos"} and country is not None
        and country not in {"au", "de", "ie"}
    ):
        found.append("r21")
    if (
        region == "scotland" and tags.isdisjoint(("sample",)) and promise_slack is not None
        and promise_slack <= 58 and country is not None and country != "ch"
    ):
        found.append("r22")
    if channel == "phone" and international is False:
        found.append("r23")
    if (
        country in {"es", "pt"} and tags.isdisjoint(("press",)) and promise_slack is not None
        and promise_slack <= 122
    ):
        found.append("r24")
    if gift is True and weight is not None and 15_388 <= weight <= 18_365:
        found.append("r25")
    if (
        note is not None and "not before" in note and country is not None and country != "gb"
        and weight is not None and 678 <= weight <= 14_828 and lifetime_value is not None
        and lifetime_value < 436_500
    ):
        found.append("r26")
    if channel == "wholesale" and country is not None and country != "se":
        found.append("r27")
    if (
        postcode is not None and postcode.startswith(("m1", "iv")) and promise_slack is not None
        and promise_slack <= 71
    ):
        found.append("r28")
    if region == "surrey" and business is False and lifetime_value is not None and lifetime_value < 64_000:
        found.append("r29")
    if gift is True and promise_slack is not None and promise_slack <= 31 and hour >= 7 and subtotal > 10_500:
        found.append("r30")
    if note is not None and ("fragile" in note or "neighbour" in note) and subtotal > 22_500:
        found.append("r31")
    if (
        weight is not None and weight > 30_000 and ((promise_slack is not None
        and promise_slack <= 130) or vip is False)
    ):
        found.append("r32")
    if international is True and ((promise_slack is not None and promise_slack <= 123) or vip is None):
        found.append("r33")
    if (
        postcode is not None and postcode.startswith(("cv", "kw", "bt", "im", "iv")) and business is True
        and country is not None and country != "pt"
    ):
        found.append("r34")
    if country in {"au", "be", "ch", "es"} and total < 28_500 and international is False:
        found.append("r35")
    if (
        postcode is not None and postcode.startswith("kw") and international is False and weight is not None
        and 1_338 <= weight <= 11_770 and region is not None
        and region not in {"devon", "essex", "west midlands"}
    ):
        found.append("r36")
    if channel == "pos" and subtotal > 22_500:
        found.append("r37")
    if (
        gift is True and region is not None and region != "essex" and subtotal > 27_500
        and lifetime_value is not None and lifetime_value < 189_500
    ):
        found.append("r38")
    if service == "express" and international is False:
        found.append("r39")
    if (
        not tags.isdisjoint(("preorder", "press", "subscription")) and shipping_paid <= 500
        and region is not None and region != "wales"
    ):
        found.append("r40")
    if item_count >= 138 and customer_id is not None and business is False and shipping_paid <= 500:
        found.append("r41")
    if (
        note is not None and ("fragile" in note or "please call" in note)
        and (total < 20_000 or subtotal > 48_000)
    ):
        found.append("r42")
    if channel == "marketplace" and tags.isdisjoint(("subscription",)) and total < 38_500:
        found.append("r43")
    if country == "au" and customer_id is not None:
        found.append("r44")
    if region == "west midlands" and lifetime_value is not None and lifetime_value < 267_000:
        found.append("r45")
    if service == "express" and (
        business is True or (country is not None and country not in {"be", "es", "ie"})
    ):
        found.append("r46")
    if (
        channel in {"marketplace", "phone", "pos"} and note is None and subtotal > 19_500
        and weight is not None and 4_181 <= weight <= 14_541
    ):
        found.append("r47")
    if international is True and vip is False and customer_id is not None:
        found.append("r48")
    if (
        gift is True and total < 13_000 and region is not None
        and region not in {"essex", "surrey", "west midlands"} and country is not None
        and country not in {"ch", "gb"}
    ):
        found.append("r49")
    if region == "essex" and vip is False:
        found.append("r50")
    if vip is True and tags.isdisjoint(("gift-wrap", "trade")) and customer_id is not None:
        found.append("r51")
    if (
        international is True and business is False and lifetime_value is not None
        and lifetime_value >= 388_000
    ):
        found.append("r52")
    if total >= 174_500 and note is None:
        found.append("r53")
    if channel == "phone" and weight is not None and not 466 <= weight <= 7_258 and customer_id is None:
        found.append("r54")
    if channel in {"phone", "pos"} and hour >= 6:
        found.append("r55")
    if vip is True and region is not None and region not in {"essex", "kent", "scotland", "west midlands"}:
        found.append("r56")
    if international is True and country is not None and country not in {"ch", "nl"} and vip is None:
        found.append("r57")
    if (
        total >= 58_000 and 5 <= line_count <= 30 and region is not None
        and region not in {"greater london", "kent", "scotland", "wales"}
    ):
        found.append("r58")
    if channel == "phone" and hour >= 11:
        found.append("r59")
    if (
        channel == "wholesale" and promise_slack is not None and promise_slack <= 33 and hour >= 16
        and country is not None and country != "be"
    ):
        found.append("r60")
    if (
        international is True and country is not None and country not in {"au", "es", "ie"}
        and (3 <= line_count <= 6 or (region is not None
        and region not in {"devon", "kent", "scotland", "wales"}))
    ):
        found.append("r61")
    if (
        service == "express" and 24 <= line_count <= 38 and weight is not None and 3_856 <= weight <= 8_332
        and international is False
    ):
        found.append("r62")
    if gift is True and hour >= 12:
        found.append("r63")
    if channel in {"marketplace", "phone", "pos"} and note is None:
        found.append("r64")
    if country in {"au", "ie"} and customer_id is not None:
        found.append("r65")
    if country in {"au", "nl"} and (vip is False or business is True):
        found.append("r66")
    if (
        not tags.isdisjoint(("preorder",)) and country is not None and country not in {"au", "nl", "se"}
        and total < 14_000 and shipping_paid <= 500
    ):
        found.append("r67")
    if vip is True and 9 <= line_count <= 17:
        found.append("r68")
    if (
        channel == "phone" and 30 <= line_count <= 38 and region is not None
        and region not in {"devon", "greater london", "wales"}
    ):
        found.append("r69")
    if not tags.isdisjoint(("press", "sample")) and (
        subtotal > 58_000 or (region is not None and region != "scotland")
    ):
        found.append("r70")
    if service == "express" and region is not None and region != "greater london":
        found.append("r71")
    if gift is True and weight is not None and 487 <= weight <= 2_526 and hour >= 13 and note is None:
        found.append("r72")
    if channel == "marketplace" and 16 <= line_count <= 25:
        found.append("r73")
    if postcode is not None and postcode.startswith(("s1", "iv", "hs", "ze", "bn")) and note is None:
        found.append("r74")
    if (
        lifetime_orders is not None and lifetime_orders >= 46 and note is None and total < 6_500
        and shipping_paid <= 0
    ):
        found.append("r75")
    if (
        note is not None and ("please call" in note or "neighbour" in note) and promise_slack is not None
        and promise_slack > 87 and not tags.isdisjoint(("sample", "subscription"))
    ):
        found.append("r76")
    if (
        weight is not None and weight > 22_500 and note is None and lifetime_value is not None
        and lifetime_value < 335_500
    ):
        found.append("r77")
    if international is True and customer_id is not None and note is None:
        found.append("r78")
    if total >= 177_000 and (international is False or vip is False):
        found.append("r79")
    if international is True and shipping_paid <= 1_500:
        found.append("r80")
    if channel == "marketplace" and lifetime_value is not None and lifetime_value < 450_500:
        found.append("r81")
    if channel == "phone" and international is False:
        found.append("r82")
    if region == "scotland" and vip is False and promise_slack is not None and promise_slack <= 157:
        found.append("r83")
    if (
        weight is not None and weight > 6_000 and ((region is not None
        and region not in {"greater london", "wales"}) or business is False)
    ):
        found.append("r84")
    if (
        note is not None and "fragile" in note and region is not None
        and region not in {"essex", "kent", "scotland", "wales"} and total < 31_500
    ):
        found.append("r85")
    if (
        postcode is not None and postcode.startswith(("im", "cv")) and 12 <= line_count <= 21
        and tags.isdisjoint(("preorder",))
    ):
        found.append("r86")
    if (
        weight is not None and weight > 31_000 and promise_slack is not None and promise_slack <= 143
        and international is False
    ):
        found.append("r87")
    if (
        channel == "wholesale" and country is not None and country != "se" and vip is False
        and subtotal > 3_500
    ):
        found.append("r88")
    if (
        service == "express" and note is None and region is not None and region not in {"kent", "surrey"}
        and weight is not None and 5_168 <= weight <= 6_248
    ):
        found.append("r89")
    if total >= 48_500 and business is False:
        found.append("r90")
    if vip is True and tags.isdisjoint(("press",)):
        found.append("r91")
    if international is True and country is not None and country not in {"gb", "se"}:
        found.append("r92")
    if channel == "pos" and region is not None and region not in {"devon", "essex", "kent", "wales"}:
        found.append("r93")
    if total >= 59_500 and customer_id is not None and 10 <= line_count <= 27:
        found.append("r94")
    if international is True and not 28 <= line_count <= 33 and subtotal <= 42_500:
        found.append("r95")
    if country in {"de", "es", "ie", "nl", "no", "pt"} and tags.isdisjoint(("sample",)):
        found.append("r96")
    if (
        lifetime_orders is not None and lifetime_orders >= 37 and promise_slack is not None
        and promise_slack <= 72
    ):
        found.append("r97")
    if (
        gift is True and total < 8_000 and ((weight is not None
        and 3_493 <= weight <= 4_891) or (region is not None
        and region not in {"essex", "greater london", "west midlands"}))
    ):
        found.append("r98")
    if gift is True and total < 23_500 and hour >= 18:
        found.append("r99")
    if (
        international is True and promise_slack is not None and promise_slack <= 74 and business is False
        and weight is not None and 506 <= weight <= 17_113
    ):
        found.append("r100")
    return found
