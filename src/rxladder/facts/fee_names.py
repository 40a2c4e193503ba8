"""What the fees of the packs are for, in words; a key that is not here is said as it is written."""

from __future__ import annotations

from rxladder.facts.language import gettext as _
from rxladder.facts.language import noop

FEES = {
    "application": noop("application"),
    "application_nonmember": noop("application, for people who are not members"),
    "application_ptec_member": noop("application, for members of PTEC"),
    "background_check": noop("background check"),
    "exam": noop("exam"),
    "exam_extension": noop("more time to take the exam"),
    "exam_member": noop("exam, for members"),
    "exam_ptec_member": noop("exam, for members of PTEC"),
    "fingerprints": noop("fingerprints"),
    "initial": noop("when first issued"),
    "initial_even_year": noop("when first issued, in an even year"),
    "initial_in_second_year": noop("when first issued, in the second year"),
    "initial_odd_year": noop("when first issued, in an odd year"),
    "initial_with_background_check": noop("when first issued, with the background check"),
    "internship": noop("internship"),
    "late": noop("late renewal"),
    "member": noop("for members"),
    "nonmember": noop("for people who are not members"),
    "one_provider_2021": noop("one provider's price"),
    "practice_bank": noop("a bank of practice questions"),
    "practice_exam_pre_ptce": noop("the practice exam Pre-PTCE"),
    "reinstatement": noop("getting it back after it ended"),
    "reinstatement_nonmember": noop("getting it back after it ended, for people who are not members"),
    "reinstatement_ptec_member": noop("getting it back after it ended, for members of PTEC"),
    "renewal": noop("renewal"),
    "renewal_by_card": noop("renewal, paid by card"),
    "renewal_by_e_check": noop("renewal, paid by electronic check"),
    "renewal_nonmember": noop("renewal, for people who are not members"),
    "renewal_ptec_member": noop("renewal, for members of PTEC"),
    "replacement": noop("a new copy"),
    "reprocessing": noop("processing it again"),
    "retake": noop("retaking the exam"),
    "retake_multiple_choice_ptec_member": noop("retaking the multiple-choice part, for members of PTEC"),
    "service": noop("service"),
    "technician_member": noop("for technicians who are members"),
    "temporary_30_days": noop("a temporary one, for 30 days"),
    "total_to_apply": noop("the total paid to apply"),
    "unlicensed_activity": noop("toward the board's work against people who work without a license"),
    "wall_licence": noop("a license to hang on the wall"),
    "year": noop("one year"),
}


def fee_name(key: str) -> str:
    """What a fee is for, in the language spoken."""
    return _(FEES[key]) if key in FEES else key.replace("-", " ").replace("_", " ")
