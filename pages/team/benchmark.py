"""To come."""

from kamescope.ui.frame import foot
from kamescope.ui.team.frame import team_page

view = team_page("benchmark", groups=False)
foot(view)
