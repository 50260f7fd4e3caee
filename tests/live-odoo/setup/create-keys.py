# Runs inside `odoo shell`: makes the accounts and API keys that the live tests use.
import json

recruitment = env.ref("hr_recruitment.group_hr_recruitment_user")
internal = env.ref("base.group_user")


def key_of(user):
    return env["res.users.apikeys"].with_user(user).sudo()._generate("rpc", "live test", None)


def account(login, name, groups):
    values = {"login": login, "name": name, "email": login, "group_ids": [(6, 0, groups.ids)]}
    return env["res.users"].with_context(no_reset_password=True).create(values)


keys = {
    "administrator": key_of(env.ref("base.user_admin")),
    "officer": key_of(account("officer@example.test", "Olga Officer", internal | recruitment)),
    "outsider": key_of(account("outsider@example.test", "Otto Outsider", internal)),
}
env.cr.commit()
print("KEYS=" + json.dumps(keys))
