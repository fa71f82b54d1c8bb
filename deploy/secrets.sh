#!/bin/sh
# Makes what nobody may know, in deploy/secrets/, readable by whom it is for; what is there already stays as it is.
# As root: sh deploy/secrets.sh [FOLDER]. The certificate (tls.pem, tls.key) is put there by hand.
set -eu
umask 077
folder=${1:-"$(dirname "$0")/secrets"}
app_user=10001        # of deploy/Dockerfile
database_user=999     # of the image of PostgreSQL
mkdir -p "$folder"
# The secrets themselves are closed to others; the way to them is not.
chmod 711 "$folder"

random() { od -An -N32 -tx1 /dev/urandom | tr -d ' \n'; }

if [ ! -e "$folder/roles.sql" ]; then
  owner=$(random) app=$(random)
  random > "$folder/superuser"
  printf 'database:5432:kamescope:kam_owner:%s\n' "$owner" > "$folder/owner_pgpass"
  printf 'database:5432:kamescope:kam_app:%s\n' "$app" > "$folder/app_pgpass"
  printf "CREATE ROLE kam_owner LOGIN PASSWORD '%s';\nCREATE ROLE kam_app LOGIN PASSWORD '%s';\n" "$owner" "$app" \
    > "$folder/roles.sql"
fi
if [ ! -e "$folder/oidc.toml" ]; then
  cat > "$folder/oidc.toml" <<END
[auth]
redirect_uri = "https://kam.exemple.fr/oauth2callback"
cookie_secret = "$(random)"
client_id = ""
client_secret = ""
server_metadata_url = ""
END
fi
chown "$app_user" "$folder/owner_pgpass" "$folder/app_pgpass" "$folder/oidc.toml"
chown "$database_user" "$folder/superuser" "$folder/roles.sql"
