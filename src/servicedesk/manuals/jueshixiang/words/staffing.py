"""The words of the staff (人员): conduct, recruiting, certificates."""

from servicedesk.declare import *


# 5.1 招聘；5.2 正式职员；5.8 考评范围；5.10 持证
class StaffMember(Fields):
    channel = choice(
        "招聘渠道", open_list=True, college="大专院校", talent_market="人才市场", labour_market="劳务市场"
    )
    permanent = flag("正式职员", if_empty=False)
    in_customer_service = flag("用户服务部工作人员", if_empty=False)
    manual_worker = flag("维修员、绿化工、保洁员、护卫员", if_empty=False)
    specialist = flag("专业技术人员", if_empty=False)
    property_manager = flag("物业管理人员", if_empty=False)
    tested_by = choice("考核方式", interview="面试", written_test="笔试", practical_test="现场操作")
    test_passed = flag("考核合格")
    contract_signed = flag("劳动协议双方均已签署")
    insured = flag("社会保险已购置")


class AppearanceCheck(Form, zh="仪容仪表自检记录", gloss="record of the check of one's own appearance before work"):
    uniform_neat = flag("工作服整齐、钮扣齐")
    badge_worn = flag("工作牌已端正戴在左胸襟处")
    shoes_and_socks = flag("鞋袜整齐")
    nothing_banned = flag("未穿背心、短裤、拖鞋，未戴有色眼镜")
    hair_tied = flag("头发盘于脑后，前发不遮额头")
    hands_clean = flag("手部洁净，未涂有色指甲油")
    breath_fresh = flag("口气清新，未食有异味食品")
    light_make_up = flag("已化淡妆")
    nails_beyond = number("指甲超出指头毫米数").not_negative()


class StaffAppraisal(Form, zh="考评记录", gloss="record of an appraisal against the rules of conduct"):
    findings = text("考评情况")
    appraised_well = flag("考评合格")
    disorderly = flag("发现乱扔、吸烟、吃零食或做与工作无关的事", if_empty=False)
    things_touched = flag("发现在用户处乱翻乱摸", if_empty=False)
    gifts_taken = flag("发现拿用户东西或礼品", if_empty=False)
    unequal_to_owners = flag("发现对业主不一视同仁、开玩笑、取外号或争吵", if_empty=False)
    distance_not_kept = flag("发现与业主对话未保持1米左右距离", if_empty=False)
    loudspeaker_used = flag("发现使用免提拨打电话", if_empty=False)
    insulted = flag("发现争辩、顶撞、辱骂业主或损企业形象", if_empty=False)


# 5.3.15 业主施以恩惠
class OwnersFavour(Fields):
    favour_offered = text("恩惠或好处内容")
    favour_declined = flag("已谢绝")


class TradeCertificate(Document, zh="专业技术资格证书", gloss="certificate of a specialist technician"):
    pass


class PropertyCertificate(Document, zh="物业管理证", gloss="property management certificate"):
    pass


# 1.8 质量方针和目标
class QualityPolicy(Form, zh="质量方针和目标", gloss="quality policy and goals in writing"):
    policy_text = text("方针和目标内容")
    approved_at_top = flag("最高管理者已同意")


class QualityDraft(Fields):
    adopt_by = moment("批准期限")
