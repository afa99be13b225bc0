# S3: Ceph's gateway over one monitor and one store in memory. Ceph checks what S3 checks: signatures, preconditions, names.

s3_is_installed() { debian_is_installed; }

s3_install() { debian_install s3; }

s3_port() { choose_port s3 22000; }

s3_answers() { answers_http "$1"; }

s3_start() { # port
  local home=/srv/$set_name/s3 monitor cluster store password
  monitor=$(choose_port "s3 monitor" 28000)
  cluster=$(cat /proc/sys/kernel/random/uuid) store=$(cat /proc/sys/kernel/random/uuid) password=$(secret)
  mkdir -p "$debian$home"/{run,mon,osd,rgw}
  s3_configuration "$home" "$1" "$monitor" "$cluster" > "$debian$home/ceph.conf"

  local -a ceph=("${as_root[@]}" "CEPH_CONF=$home/ceph.conf")
  "${ceph[@]}" monmaptool --create --clobber --fsid "$cluster" --addv a "[v2:127.0.0.1:$monitor]" "$home/monmap"
  "${ceph[@]}" ceph-mon --mkfs -i a --monmap "$home/monmap" --keyring /dev/null
  launch s3 KILL "${ceph[@]}" ceph-mon -f -i a
  "${ceph[@]}" ceph --connect-timeout 20 osd new "$store"
  "${ceph[@]}" ceph-osd -i 0 --mkfs --osd-uuid "$store"
  launch s3 KILL "${ceph[@]}" ceph-osd -f -i 0
  "${ceph[@]}" timeout 60 radosgw-admin user create --uid=edify --display-name=edify --access-key=edify --secret-key="$password" > /dev/null
  launch s3 KILL "${ceph[@]}" radosgw -f -n client.rgw
  setting s3 "Endpoint=http://127.0.0.1:$1;AccessKey=edify;SecretKey=$password;Region=us-east-1"
}

# Small and quick: one copy of everything, few threads and shards, no authentication behind the gateway, no waiting for votes.
s3_configuration() { # home port monitor cluster
  cat << END
[global]
fsid = $4
mon_host = v2:127.0.0.1:$3
public_addr = 127.0.0.1
cluster_addr = 127.0.0.1
ms_bind_port_min = 30000
ms_bind_port_max = 31999
ms_mon_client_mode = crc
auth_cluster_required = none
auth_service_required = none
auth_client_required = none
auth_allow_insecure_global_id_reclaim = true
paxos_propose_interval = 0.05
paxos_min_wait = 0.01
mon_data = $1/mon
mon_data_avail_warn = 1
mon_data_avail_crit = 1
mon_allow_pool_size_one = true
mon_max_pg_per_osd = 1000
mon_warn_on_pool_no_redundancy = false
osd_data = $1/osd
osd_objectstore = memstore
osd_memory_target = 939524096
memstore_device_bytes = 17179869184
osd_crush_chooseleaf_type = 0
osd_pool_default_size = 1
osd_pool_default_min_size = 1
osd_pool_default_pg_num = 4
osd_pool_default_pgp_num = 4
osd_pool_default_pg_autoscale_mode = off
rgw_data = $1/rgw
rgw_frontends = beast endpoint=127.0.0.1:$2 tcp_nodelay=1
rgw_enable_apis = s3, admin
rgw_thread_pool_size = 16
rgw_enable_usage_log = false
rgw_gc_max_objs = 7
rgw_lc_max_objs = 3
rgw_dynamic_resharding = false
rgw_override_bucket_index_max_shards = 1
run_dir = $1/run
crash_dir = $1/run
admin_socket = $1/run/\$name.asok
log_file = $1/run/\$name.log
debug_mon = 0
debug_osd = 0
debug_ms = 0
debug_rgw = 1
[mon.a]
public_addr = v2:127.0.0.1:$3
END
}
