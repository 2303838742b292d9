"""Codes to scan."""

from dashboard.files.scan_code import LONGEST, scan_code

HOST = "https://atlas.example.nhs.uk/seldom-heard"


def test_a_code_is_only_for_an_address_that_others_can_open() -> None:
    assert scan_code(f"{HOST}?c=imd_decile!d!2!r#zone-1").startswith("<svg")
    for link in ("", "http://localhost/x", "http://127.0.0.1:8050/", "http://[::1]/", "x" * 9):
        assert scan_code(link) == ""
    assert scan_code(f"{HOST}?{'x' * LONGEST}") == ""
