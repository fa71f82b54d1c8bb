"""A table of texts and figures: figures stand right, and each value knows the name that it bears on a phone."""

import re

from kamescope.charts.text_table import figure_table, text_table
from kamescope.charts.theme import Look

HEADS = ("Client", "KAM", "Potentiel", "Conseil")
LONG = "Un conseil bien plus long que ce qui tient à côté de son nom"
ROWS = (("A", "J. LE GOFF", "1 200", LONG), ("B", "", "30", "x"))
CELL = re.compile(r"<td[^>]*?(?: class=\"([^\"]*)\")?>(.*?)</td>")


def test_figures_stand_right_and_texts_left():
    html = str(figure_table("Clients", HEADS, [2], ROWS, Look()).html)
    assert [css for css, _ in CELL.findall(html)] == ["", "kms-figure", "kms-long", "", "kms-figure", ""]


def test_a_value_bears_the_name_of_its_column_and_an_empty_one_none():
    html = str(figure_table("Clients", HEADS, [2], ROWS, Look()).html)
    told = [re.sub(r"<[^>]+>", "|", inside) for _, inside in CELL.findall(html)]
    assert told == ["|KAM|J. LE GOFF", "|Potentiel|1 200", f"|Conseil|{LONG}", "", "|Potentiel|30", "|Conseil|x"]


def test_texts_alone_keep_the_widths_of_their_subject():
    html = str(text_table("Clients", HEADS, ROWS, Look(), "50%").html)
    assert "--kms-subject:50%" in html and 'class="kms-figure' not in html
