"""What acts of collection and their objects are called in the audit trail."""

from django.utils.translation import gettext_lazy as _

from junheng_web.audit.labels import name_actions, name_kinds, name_properties

name_actions(
    {
        "collection.plan_campaign": _("新建采集"),
        "collection.open_campaign": _("开放填报"),
        "collection.add_missing": _("补发报表"),
        "collection.close_campaign": _("结束采集"),
        "collection.reopen_campaign": _("重新开放填报"),
        "collection.extend_deadline": _("推迟截止日期"),
        "collection.remind": _("催报"),
        "collection.save": _("填写报表"),
        "collection.upload": _("上传工作簿"),
        "collection.compare_upload": _("重新比较工作簿"),
        "collection.discard_upload": _("放弃上传"),
        "collection.commit_upload": _("上传入库"),
        "collection.add_evidence": _("上传佐证"),
        "collection.withdraw_evidence": _("撤回佐证"),
        "collection.read_evidence": _("查看佐证"),
        "collection.submit": _("提交报表"),
        "collection.withdraw": _("撤回报表"),
        "collection.begin_review": _("开始审核"),
        "collection.remark": _("写意见"),
        "collection.settle_remark": _("了结意见"),
        "collection.send_back": _("退回报表"),
        "collection.approve": _("通过报表"),
        "collection.declare_absent": _("登记不报"),
        "collection.recall_absent": _("恢复填报"),
        "collection.propose_seal": _("提出封存"),
        "collection.confirm_seal": _("复核封存"),
        "collection.withdraw_seal": _("撤回封存"),
        "collection.return_county": _("退回县级数据"),
        "collection.lock_county": _("锁定县级数据"),
        "collection.ask_unlock": _("申请解锁"),
        "collection.grant_unlock": _("准许解锁"),
        "collection.refuse_unlock": _("不准许解锁"),
    }
)
name_kinds(
    {
        "collection.campaign": _("采集"),
        "collection.round": _("县级采集"),
        "collection.return": _("报表"),
        "collection.upload": _("上传的工作簿"),
        "collection.evidence": _("佐证材料"),
    }
)
name_properties({"on_behalf": _("代办")})
