"""What a stock file became: accepted rows, findings, and everything that came with them."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from nulopdemeter.errors import Finding, Severity


@dataclass(frozen=True)
class Stock:
    """A corporation's table, checked.

    Attributes
    ----------
    rows : pd.DataFrame
        Accepted rows with the canonical columns; index is the number of the row in the file, from 0.
    findings : tuple of Finding
        Everything that was noticed, in the order of the file.
    carried : pd.DataFrame
        Columns that are not known here, as text exactly as in the file; all rows.
    n_rows_in : int
        Rows in the file; always ``len(rows) + len(rejected)``.
    source_name : str
        Name of the file.
    content_hash : str
        SHA-256 over the canonical values; the same whatever separator, encoding or decimal sign the file has.
        Columns that are carried through are not in it.
    raw : pd.DataFrame
        All cells as they stand in the file, under the headings of the file; all rows.
    headings : Mapping[str, str]
        Heading in the file by canonical name.
    """

    rows: pd.DataFrame
    findings: tuple[Finding, ...]
    carried: pd.DataFrame
    n_rows_in: int
    source_name: str
    content_hash: str
    raw: pd.DataFrame
    headings: Mapping[str, str]

    @property
    def rejected(self) -> pd.DataFrame:
        """Rows that cannot be used.

        Returns
        -------
        pd.DataFrame
            ``dwelling_id`` as it stands in the file, ``row`` (from 0) and ``reason``: the codes, in order.
        """
        rows = self.raw.index.difference(self.rows.index)
        reasons: dict[int, list[str]] = {int(row): [] for row in rows}
        for finding in self.findings:
            if finding.severity is Severity.ERROR and finding.row in reasons:
                reasons[finding.row].append(finding.code)
        return pd.DataFrame(
            {
                "dwelling_id": self.raw.loc[rows, self.headings["dwelling_id"]].to_numpy(),
                "row": rows.to_numpy(),
                "reason": [" ".join(reasons[int(row)]) for row in rows],
            }
        )

    @property
    def n_rejected(self) -> int:
        """Number of rows that cannot be used.

        Returns
        -------
        int
            ``n_rows_in`` less the accepted rows.
        """
        return self.n_rows_in - len(self.rows)
