# Azure Blob Storage: Azurite, from npm. Anything with Node 20 runs it.

azurite_version=3.35.0
azurite=$cache/azurite-$azurite_version
azurite_main=$azurite/node_modules/azurite/dist/src/blob/main.js

# The folder gets its name when it is whole.
azure_is_installed() { [[ -f $azurite_main ]] && command -v node > /dev/null; }

azure_install() {
  if azure_is_installed; then return; fi
  local advice="Without it, set EDIFY_TEST_AZUREBLOBS to a connection string." major
  major=$(node --version 2> /dev/null | sed -n 's/^v\([0-9]*\).*/\1/p') || true
  (( ${major:-0} >= 20 )) && command -v npm > /dev/null || fail "azure: Azurite needs Node 20 or newer, with npm. $advice"
  rm -rf "$cache"/azurite-*
  mkdir -p "$azurite.part"
  retry "azure: npm install azurite@$azurite_version" "$cache/azurite.log" timeout 300 \
    npm install --prefix "$azurite.part" --ignore-scripts --no-audit --no-fund "azurite@$azurite_version" || fail "$advice"
  mv "$azurite.part" "$azurite"
  echo "azure: Azurite $azurite_version installed"
}

azure_port() { choose_port azure 20000; }

azure_answers() { answers_http "$1"; }

azure_start() { # port
  local account=edify key
  key=$(head -c 48 /dev/urandom | base64 | tr -d '\n')
  mkdir -p "$run/azure"
  cd "$run/azure"
  # Newer clients speak newer versions of the protocol than Azurite knows by name.
  AZURITE_ACCOUNTS="$account:$key" launch azure KILL node "$azurite_main" --inMemoryPersistence --skipApiVersionCheck \
    --disableTelemetry --silent --blobHost 127.0.0.1 --blobPort "$1"
  setting azure "DefaultEndpointsProtocol=http;AccountName=$account;AccountKey=$key;BlobEndpoint=http://127.0.0.1:$1/$account;"
}
