"""Numbers are written in full, whatever another package makes of decimal numbers."""

from decimal import BasicContext, localcontext

from nulopdemeter.language.formats import number


def test_a_large_number_is_written_in_a_process_with_nine_digits():
    with localcontext(BasicContext):
        assert number(1234567890.125, "en", 2) == "1,234,567,890.13"
        assert number(-1234567890.125, "nl", 2) == "−1.234.567.890,13"
