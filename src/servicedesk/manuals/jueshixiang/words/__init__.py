"""The words of the Jueshixiang manual, a file a part: roles, classifications, forms with fields."""

from .archive_access import *
from .charges import *
from .community import *
from .complaint import *
from .conference_reception import *
from .emergency import *
from .handover_campaign import *
from .keeping import *
from .move_in import *
from .other import *
from .paid_service import *
from .renovation import *
from .reporting import *
from .roles import *
from .service_request import *
from .shop_management import *
from .staffing import *
from .training import *
