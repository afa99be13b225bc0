#!/usr/bin/env bash
# Makes every file of ../content from the sources beside this script. Running it twice gives the same documents, but for
# the dates and identifiers that the programs write into PDF and Office files.
#
# Debian packages: pandoc libreoffice-writer-nogui libreoffice-calc-nogui libreoffice-impress-nogui chromium weasyprint groff
#                  ghostscript poppler-utils img2pdf zip fonts-noto-core fonts-crosextra-carlito fonts-crosextra-caladea fonts-liberation
# Usage: ./build.sh [PATTERN]    only the targets whose path contains PATTERN
set -euo pipefail
cd "$(dirname "$0")"
source=$PWD content=$PWD/../content only=${1:-} issued=1746403200
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# ---- makers: each takes a source and a target, then its own arguments ----

markdown() { cp "$1" "$2"; }
text() { cp "$1" "$2"; }
windows1252() { iconv -f UTF-8 -t WINDOWS-1252 "$1" >"$2"; }
utf16() { { printf '\xff\xfe'; iconv -f UTF-8 -t UTF-16LE "$1"; } >"$2"; }

html() { pandoc -f markdown "$1" --template styles/site.html -t html5 -o "$2"; }

# LibreOffice Writer, by way of an OpenDocument text.
writer() {
    local input=$1 target=$2 format=${2##*.} name
    name=$(basename "${target%.*}")
    shift 2
    pandoc -s -f markdown "$input" -o "$work/plain.odt"
    mkdir -p "$work/writer"
    python3 styles/dress_odt.py "$work/plain.odt" "$work/writer/$name.odt" "$@"
    soffice "-env:UserInstallation=file://$work/profile" --headless --convert-to "$format" \
        --outdir "$(dirname "$target")" "$work/writer/$name.odt" >/dev/null 2>&1
}

office() { # source target: what LibreOffice makes of it
    soffice "-env:UserInstallation=file://$work/profile" --headless --convert-to "${2##*.}" --outdir "$work/office" "$1" >/dev/null 2>&1
    mv "$work/office/$(basename "$2")" "$2"
}

# LibreOffice Impress, by way of pandoc's slides.
impress() {
    local name
    name=$work/$(basename "$2")
    pandoc -s -f markdown --slide-level 1 "$1" -o "$name"
    office "$name" "$2"
}

# LibreOffice Calc, by way of a flat OpenDocument workbook.
calc() {
    local name
    name=$work/$(basename "${2%.*}").fods
    python3 styles/workbook.py "$1" "$name"
    office "$name" "$2"
}

pandoc_docx() { pandoc -s -f markdown "$1" -o "$2"; }

epub() { SOURCE_DATE_EPOCH=$issued pandoc -s -f markdown --toc --epub-chapter-level 1 "$1" -o "$2"; }

# As Excel saves a table in a country that writes decimals with a comma, byte order mark included.
excel_csv() { { printf '\xef\xbb\xbf'; sed 's/$/\r/' "$1"; } >"$2"; }

# A message with a form attached.
post() {
    SOURCE_DATE_EPOCH=$issued pandoc -s -f markdown "$3" -o "$work/Form WT-1.docx"
    python3 styles/post.py "$1" "$2" "$work/Form WT-1.docx"
}

# A folder of worksheets, zipped.
pack() {
    local folder=$work/pack
    rm -rf "$folder"
    mkdir "$folder"
    SOURCE_DATE_EPOCH=$issued pandoc -s -f markdown "$1/perimeter.md" -o "$folder/Worksheet 1 – Perimeter.docx"
    html "$1/area.md" "$folder/Worksheet 2 – Area.html"
    text "$1/solutions.txt" "$folder/Solutions.txt"
    TZ=UTC find "$folder" -type f -exec touch -d "@$issued" {} +
    (cd "$folder" && TZ=UTC zip -q -X pack.zip Solutions.txt Worksheet*)
    mv "$folder/pack.zip" "$2"
}

page() {
    local sheets=() sheet
    for sheet in "${@:3}"; do sheets+=(--css "$source/styles/$sheet.css"); done
    local contents=()
    [[ $3 == book ]] && contents=(--toc)
    pandoc -s -f markdown "$1" --template styles/page.html "${contents[@]}" "${sheets[@]}" -t html5 -o "$2"
}

chrome() {
    page "$1" "$work/page.html" "${@:3}"
    chromium --headless --no-sandbox --disable-gpu --user-data-dir="$work/chromium" --allow-file-access-from-files \
        --no-pdf-header-footer --print-to-pdf="$2" "file://$work/page.html" >/dev/null 2>&1
}

weasy() {
    page "$1" "$work/page.html" "${@:3}"
    weasyprint --quiet "$work/page.html" "$2" 2>/dev/null
}

# troff's own PDF writer, or PostScript through Ghostscript; "two" sets two columns.
troff() {
    local device=$3 columns=${4:-one}
    local subtitle
    subtitle=$(sed -n '1,/^$/s/^subtitle: //p' "$1")
    pandoc -s -f markdown "$1" -t ms -V papersize=a4 -M author="$subtitle" -o "$work/page.ms"
    if [[ $columns == two ]]; then sed -i '0,/^\.SH 1\|^\.NH 1\|^\.SH/s//.2C\n&/' "$work/page.ms"; fi
    if [[ $device == gropdf ]]; then
        groff -k -t -ms -Tpdf -P-pa4 "$work/page.ms" >"$2" 2>/dev/null
    else
        groff -k -t -ms -Tps -P-pa4 "$work/page.ms" 2>/dev/null | ps2pdf -sPAPERSIZE=a4 - "$2"
    fi
}

# A page that is only a picture, as a copying machine makes it.
scan() {
    page "$1" "$work/page.html" report scan
    weasyprint --quiet "$work/page.html" "$work/scan.pdf" 2>/dev/null
    pdftoppm -r 100 -gray -png -singlefile "$work/scan.pdf" "$work/scan"
    img2pdf --output "$2" "$work/scan.png"
}

# A file that was cut off in a copy: no reader can open it.
damaged() {
    { printf '%%PDF-1.7\n%%\xe2\xe3\xcf\xd3\n'; sed 's/[aeiou]/\x00/g' "$1" | tr 'b-y' '\200-\227' | head -c 3000; } >"$2"
}

make_target() {
    local maker=$1 input=$2 target=$3
    [[ -z $only || $target == *"$only"* ]] || return 0
    mkdir -p "$content/$(dirname "$target")"
    rm -f "$content/$target"
    "$maker" "$input" "$content/$target" "${@:4}"
    [[ -s $content/$target ]] || { echo "not made: $target" >&2; exit 1; }
    echo "$target"
}

# ---- documents: maker | source | target | arguments of the maker ----

while IFS='|' read -r maker input target arguments; do
    [[ -z $maker ]] && continue
    # The arguments hold no spaces of their own.
    # shellcheck disable=SC2086
    make_target "$maker" "$input" "$target" $arguments </dev/null
done <<'DOCUMENTS'
writer|sop/admissions.md|SOP/admissions/Admissions Procedure 2025-26.pdf
writer|sop/age.md|SOP/admissions/Age Criteria and Documents Checklist.docx
html|sop/transfer.md|SOP/admissions/Transfer Certificate Procedure.html
weasy|sop/fee-structure.md|SOP/fees/Fee Structure 2025-26.pdf|report
writer|sop/concession.md|SOP/fees/Fee Concession Procedure (confidential).pdf|--colour=#7a1f1f
writer|sop/late-fee-2024.md|SOP/fees/Late Fee and Refund Procedure 2024-25.docx
chrome|sop/late-fee-2025.md|SOP/fees/Late Fee and Refund Procedure 2025-26.pdf|report
chrome|sop/fire.md|SOP/safety/Fire and Evacuation Procedure.pdf|report
writer|sop/first-aid.md|SOP/safety/First Aid and Medication.docx
html|sop/visitors.md|SOP/safety/Visitor Management.html
writer|sop/chem-lab.md|SOP/safety/Chemistry Laboratory Safety.docx
scan|sop/incident-form.md|SOP/safety/Incident Log Form (scanned).pdf
weasy|sop/bus-routes.md|SOP/transport/School Bus Routes and Timings 2025-26.pdf|report landscape
markdown|sop/bus-attendant.md|SOP/transport/Bus Attendant Duties.md
text|sop/breakdown.txt|SOP/transport/Breakdown and Delay Procedure.txt
troff|sop/exam-conduct.md|SOP/examinations/Examination Conduct Procedure.pdf|ghostscript
writer|sop/grading.md|SOP/examinations/Grading Scale and Report Cards.docx
html|sop/reevaluation.md|SOP/examinations/Re-evaluation Requests.html
post|sop/water-testing.md|SOP/safety/Drinking Water Testing.eml|sop/water-form.md
writer|sop/attendance.md|SOP/attendance/Attendance and Leave.docx
troff|sop/library.md|SOP/library/Library Circulation Rules.pdf|ghostscript two
excel_csv|sop/new-books.csv|SOP/library/New Books July 2025.csv
chrome|grade-5/photosynthesis.md|Knowledge Bank/kb/2025/Grade 5/Science/Photosynthesis.pdf|report
writer|grade-5/water-cycle.md|Knowledge Bank/kb/2025/Grade 5/Science/The Water Cycle.docx
markdown|grade-5/digestion.md|Knowledge Bank/kb/2025/Grade 5/Science/Food and Digestion.md
weasy|grade-5/fractions.md|Knowledge Bank/kb/2025/Grade 5/Mathematics/Fractions Worksheet with Solutions.pdf|report
html|grade-5/percentages.md|Knowledge Bank/kb/2025/Grade 5/Mathematics/Percentages.html
pandoc_docx|grade-5/parts-of-speech.md|Knowledge Bank/kb/2025/Grade 5/English/Parts of Speech.docx
epub|grade-5/reader.md|Knowledge Bank/kb/2025/Grade 5/English/Stories from the Banyan Tree.epub
markdown|grade-5/map-reading.md|Knowledge Bank/kb/2025/Grade 5/Social Studies/Map Reading.md
writer|grade-7/acids.md|Knowledge Bank/kb/2025/Grade 7/Science/Acids, Bases and Salts.pdf
writer|grade-7/heat-lab.md|Knowledge Bank/kb/2025/Grade 7/Science/Heat and Temperature – Lab Instructions.docx
html|grade-7/respiration.md|Knowledge Bank/kb/2025/Grade 7/Science/Respiration in Organisms.html
markdown|grade-7/integers.md|Knowledge Bank/kb/2025/Grade 7/Mathematics/Integers and Rational Numbers.md
pack|grade-7/area-pack|Knowledge Bank/kb/2025/Grade 7/Mathematics/Perimeter and Area – Worksheet Pack.zip
chrome|grade-7/french.md|Knowledge Bank/kb/2025/Grade 7/French/Français – révision.pdf|report
html|grade-7/computing.md|Knowledge Bank/kb/2025/Grade 7/Computing/Computing Basics.html
weasy|grade-7/vijayanagara.md|Knowledge Bank/kb/2025/Grade 7/History/The Vijayanagara Empire.pdf|report columns
writer|grade-7/light-mirrors.md|Knowledge Bank/kb/2024/Grade 7/Science/Light and Mirrors.docx
weasy|grade-7/indus.md|Knowledge Bank/kb/2024/Grade 7/History/The Indus Valley Civilisation.pdf|report columns
text|grade-7/interest.txt|Knowledge Bank/kb/2024/Grade 7/Mathematics/Simple Interest Notes.txt
troff|grade-8/cells.md|Knowledge Bank/kb/2025/Grade 8/Science/Cells – Structure and Functions.pdf|gropdf
writer|grade-8/glossary.md|Knowledge Bank/kb/2025/Grade 8/Science/Science Glossary in Four Languages.pdf
impress|grade-8/sound.md|Knowledge Bank/kb/2025/Grade 8/Science/Sound.pptx
writer|grade-8/soil.md|Knowledge Bank/kb/2025/Grade 8/Geography/Resources and Soil.docx
markdown|grade-8/linear.md|Knowledge Bank/kb/2025/Grade 8/Mathematics/Linear Equations Worksheet.md
chrome|grade-8/hindi.md|Knowledge Bank/kb/2025/Grade 8/Hindi/हिन्दी – संज्ञा और सर्वनाम.pdf|report
weasy|grade-10/electricity.md|Knowledge Bank/kb/2025/Grade 10/Physics/Electricity.pdf|book
pandoc_docx|grade-10/light.md|Knowledge Bank/kb/2025/Grade 10/Physics/Light – Reflection and Refraction.docx
troff|grade-10/ohm-lab.md|Knowledge Bank/kb/2025/Grade 10/Physics/Ohm’s Law – Lab Instructions.pdf|gropdf
chrome|grade-10/revolution.md|Knowledge Bank/kb/2025/Grade 10/History/The French Revolution.pdf|book
html|grade-10/chemical.md|Knowledge Bank/kb/2025/Grade 10/Chemistry/Chemical Reactions and Equations.html
markdown|grade-10/python.md|Knowledge Bank/kb/2025/Grade 10/Computer Science/Python Basics.md
utf16|grade-10/trig.txt|Knowledge Bank/kb/2025/Grade 10/Mathematics/Trigonometry Formulae.txt
writer|general/handbook.md|General/Parents’ Handbook 2025-26.pdf|--page=a5 --chapters-on-new-pages
chrome|general/calendar.md|General/School Calendar 2025-26.pdf|report
calc|general/exam-timetable.md|General/Semester 2 Examination Timetable.xlsx
html|general/holidays.md|General/Holiday List 2025.html
windows1252|general/canteen.txt|General/Canteen Menu.txt
markdown|general/houses.md|General/House System.md
writer|general/conduct.md|General/Code of Conduct.docx
damaged|general/handbook.md|General/Newsletter May 2025 (damaged).pdf
markdown|users/pond.md|users/asha/raw_data/semester-1/Science/field-notes/Pond Study Notes.md
text|users/leaf.txt|users/asha/raw_data/semester-1/Science/field-notes/Leaf Survey.txt
text|users/rain.csv|users/asha/raw_data/semester-2/Science/weather-station/Rain in November.csv
DOCUMENTS
