"""What acts on accounts are called in the audit trail."""

from django.utils.translation import gettext_lazy as _

from junheng_web.audit.labels import name_actions, name_kinds

name_actions(
    {
        "account.sign_in": _("登录"),
        "account.sign_in_failed": _("登录失败"),
        "account.locked_out": _("登录被锁定"),
        "account.sign_out": _("退出"),
        "account.change_password": _("修改密码"),
        "account.add_factor": _("启用动态验证码"),
        "account.remove_factor": _("停用动态验证码"),
        "account.renew_recovery_codes": _("重新生成恢复码"),
        "account.factor_failed": _("动态验证码错误"),
        "account.end_session": _("退出一处登录"),
        "account.end_other_sessions": _("退出其他各处登录"),
        "account.invite": _("开通账号"),
        "account.grant": _("授予角色"),
        "account.withdraw": _("收回角色"),
        "account.disable": _("停用账号"),
        "account.enable": _("恢复账号"),
        "account.reset_password": _("重置密码"),
        "account.reset_factor": _("重置动态验证码"),
        "account.unlock": _("解除登录锁定"),
        "account.read_person": _("查看账号资料"),
        "account.export_people": _("导出账号名单"),
        "account.upload_roster": _("上传账号名单"),
        "account.import": _("导入账号"),
        "account.download_passwords": _("下载一次性密码"),
    }
)
name_kinds(
    {
        "accounts.user": _("账号"),
        "accounts.holding": _("角色授予"),
        "accounts.roster": _("账号导入"),
    }
)
