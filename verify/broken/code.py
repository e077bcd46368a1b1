"""Ordinary faults. Never imported: bandit must find every line that says so."""

import hashlib
import pickle
import subprocess

import yaml


def answer(typed, cursor):
    hashlib.md5(typed).hexdigest()  # breaks: B324
    pickle.loads(typed)  # breaks: B301
    subprocess.run(typed, shell=True)  # breaks: B602
    yaml.load(typed)  # breaks: B506
    eval(typed)  # breaks: B307
    cursor.execute("select * from cases_case where reference = '%s'" % typed)  # breaks: B608
