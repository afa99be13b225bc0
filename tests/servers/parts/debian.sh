# A Debian 13 in a folder, unpacked and never booted: what PostgreSQL, Ceph and Redis need, without a package on the host.
# The servers run in it by chroot, each set with its data below /srv/SET.

debian=$cache/debian
debian_suite=trixie
debian_packages=base-files,dash,coreutils,postgresql-17,postgresql-17-pgvector,radosgw,ceph-mon,ceph-osd,ceph-common,redis-server
debian_stamp="$debian_suite $debian_packages 1"

as_root=(chroot "$debian" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin:/usr/lib/postgresql/17/bin LC_ALL=C.UTF-8 HOME=/tmp)
nobody=65534
as_nobody=(chroot "--userspec=$nobody:$nobody" "${as_root[@]:1}")

debian_is_installed() { [[ $(cat "$debian/stamp" 2> /dev/null) == "$debian_stamp" && $(id -u) == 0 ]]; }

debian_install() { # server
  if debian_is_installed; then return; fi
  local advice part=$debian.part mirror
  advice="Without it, set $(variable "$1") to a server of yours."
  [[ $(id -u) == 0 && -f /etc/debian_version ]] && command -v apt-get > /dev/null || fail "$1: its packages are unpacked by root on Debian only. $advice"
  mirror=$(debian_mirror)
  [[ -n $mirror ]] || fail "$1: apt has no source of Debian packages. $advice"
  # Both are what an interrupted or an older install left.
  rm -rf "$debian" "$part"
  mkdir -p "$part"
  retry "$1: the download of mmdebstrap" "$debian.log" debian_fetch_tool "$part" || fail "$advice"
  retry "$1: the download of Debian's packages" "$debian.log" debian_unpack "$part" "$mirror" || fail "$advice"
  debian_equip "$part/root"
  echo "$debian_stamp" > "$part/root/stamp"
  mv "$part/root" "$debian"
  rm -rf "$part"
  echo "$1: Debian packages installed"
}

debian_mirror() { apt-get indextargets --format '$(ORIGIN) $(SITE)' 'Created-By: Packages' | awk '$1 == "Debian" && $2 !~ /security/ { print $2; exit }'; }

debian_fetch_tool() ( # folder
  cd "$1"
  apt-get -o APT::Sandbox::User=root download -qq mmdebstrap \
    || { timeout 120 apt-get update -qq && apt-get -o APT::Sandbox::User=root download -qq mmdebstrap; } || exit 1
  dpkg -x mmdebstrap_*.deb .
)

debian_unpack() { # folder mirror
  rm -rf "$1/root"
  timeout 600 "$1/usr/bin/mmdebstrap" --variant=extract --mode=root --keyring=/usr/share/keyrings/debian-archive-keyring.gpg \
    --aptopt='Acquire::Check-Valid-Until "false"' --aptopt='Acquire::Retries "3"' --include="$debian_packages" "$debian_suite" "$1/root" "$2"
}

# Scripts of the packages did not run, so that what they make of it is missing.
debian_equip() { # root
  local device
  mkdir -p "$1/dev" "$1/srv" "$1/tmp" "$1/proc"
  chmod 1777 "$1/tmp"
  for device in null:3 urandom:9 random:8; do
    [[ -e $1/dev/${device%:*} ]] || mknod -m 666 "$1/dev/${device%:*}" c 1 "${device#*:}"
  done
  printf 'root:x:0:0:root:/tmp:/bin/sh\nnobody:x:%s:%s::/tmp:/bin/sh\n' "$nobody" "$nobody" > "$1/etc/passwd"
  printf 'root:x:0:\nnogroup:x:%s:\n' "$nobody" > "$1/etc/group"
}
