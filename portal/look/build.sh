#!/bin/sh
# Builds static/css/site.css and static/fonts/ from this folder. Run after `npm ci`.
set -eu
cd "$(dirname "$0")"
static=../../static
modules=node_modules
fonts=$modules/@fontsource/source-sans-3

mkdir -p "$static/css" "$static/fonts"
"$modules/.bin/sass" --style=compressed --no-source-map --quiet-deps \
    --load-path="$modules" styles/site.scss "$static/css/site.css"

for weight in 400 600 700; do
    for subset in latin latin-ext; do
        cp "$fonts/files/source-sans-3-$subset-$weight-normal.woff2" "$static/fonts/"
    done
done
cp "$fonts/LICENSE" "$static/fonts/LICENSE.txt"
