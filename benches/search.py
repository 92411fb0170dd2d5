#!/usr/bin/env python3
"""Measures search against plain tantivy, SQLite FTS5 and ripgrep (PERFORMANCE goals 4, 5 and 6).

    python3 benches/search.py LIBRARY [WORK]

Builds the release binary and the benchmark, runs `cargo bench --bench search`, then gives SQLite the same provisions
and the same queries (porter stemming, snippet(), top ten, warm). The command line is timed against `python3`-free
peers where they are installed: sqlite3 and rg.
"""
import json, os, shutil, sqlite3, statistics, subprocess, sys, time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
WORDS = """debt bondage;passport;travel documents;attempt to commit an offence;consent of the victim;forced labour;
compensation;court may order;extradition;imprisonment for life;liable on conviction;the Minister may make regulations;
"liable on conviction";"the consent of";"without reasonable excuse";"subject to subsection";"on the expiration of";
harbour*;traffick*;imprison* AND fine;fraud OR deception;child NOT adoption;victim AND protection;licence AND revoke;
seizure of property;search warrant;body corporate;director or manager;money laundering;confiscation of proceeds;
residence permit;deportation order;witness;privacy;publication of identity;annual report;audit of accounts;
quorum of the committee;transfer of prisoners;slavery;servitude;organ removal;recruit workers;employment agency;
border control;immigration officer;legal aid;penalty for default;summary conviction;indictment""".replace("\n", "")


def queries():
    base = [word.strip() for word in WORDS.split(";")]
    pairs = [f"{a} {b}" for a, b in zip(base, base[7:]) if '"' not in a + b and "*" not in a + b and not set("ANORT") & set(a + b)]
    all_of_them = base + pairs
    return (all_of_them * 4)[:200]


def fts(query):
    out = []
    for part in query.replace('"', ' " ').split('"')[0:]:
        out.append(part)
    return query if any(op in query for op in (" AND ", " OR ", " NOT ", '"')) else " ".join(query.split())


def percentile(times, share):
    return sorted(times)[int((len(times) - 1) * share)] * 1e3


def sqlite(work, asked):
    path = os.path.join(work, "fts.db")
    if os.path.exists(path):
        os.remove(path)
    rows = [(json.loads(line),) for line in open(os.path.join(work, "provisions.ndjson"))]
    start = time.perf_counter()
    base = sqlite3.connect(path)
    base.execute("create virtual table p using fts5(body, tokenize='porter unicode61')")
    base.executemany("insert into p values (?)", rows)
    base.commit()
    build = time.perf_counter() - start
    run = "select snippet(p, 0, '[', ']', '…', 40) from p where p match ? order by rank limit 10"
    times = []
    for _ in range(3):
        for query in asked:
            start = time.perf_counter()
            base.execute(run, (fts(query),)).fetchall()
            times.append(time.perf_counter() - start)
    return {"build_s": build, "size": os.path.getsize(path), "p50_ms": percentile(times, 0.5), "p99_ms": percentile(times, 0.99)}


def command(words, rounds=15, **more):
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        subprocess.run(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **more)
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1e3


def main():
    library = os.path.abspath(sys.argv[1])
    work = os.path.abspath(sys.argv[2] if len(sys.argv) > 2 else "/tmp/lacuna-bench")
    os.makedirs(work, exist_ok=True)
    asked = queries()
    listed = os.path.join(work, "queries.txt")
    open(listed, "w").write("\n".join(asked))
    run = subprocess.run(["cargo", "bench", "--bench", "search", "--", library, work, listed], cwd=ROOT, capture_output=True, text=True)
    if run.returncode:
        sys.exit(run.stderr)
    figures = json.loads(run.stdout.strip().splitlines()[-1])
    figures["sqlite"] = sqlite(work, asked)
    target = os.environ.get("CARGO_TARGET_DIR", os.path.join(ROOT, "target"))
    binary = os.path.join(target, "release", "lacuna")
    if os.path.exists(binary):
        index = os.path.join(work, "command-index")
        search = [binary, "search", "--library", library, "--index", index, "debt bondage"]
        subprocess.run(search, capture_output=True)
        time.sleep(2.5)
        subprocess.run(search, capture_output=True)
        figures["command_ms"] = {"lacuna": command(search)}
        touched = os.path.join(work, "touched")
        one = ["python3", "-c", "import sqlite3;sqlite3.connect('%s/fts.db').execute(\"select body from p where p match 'debt bondage' order by rank limit 10\").fetchall()" % work]
        if shutil.which("sqlite3"):
            one = ["sqlite3", os.path.join(work, "fts.db"), "select snippet(p,0,'[',']','…',40) from p where p match 'debt bondage' order by rank limit 10"]
        figures["command_ms"]["sqlite (python3)" if one[0] == "python3" else "sqlite3"] = command(one)
        figures["command_ms"]["python3 start"] = command(["python3", "-c", "import sqlite3"])
        if shutil.which("rg"):
            figures["command_ms"]["rg"] = command(["rg", "-i", "debt bondage", library])
        else:
            figures["command_ms"]["grep -r"] = command(["grep", "-ri", "debt bondage", library])
    ours, plain, other = figures["lacuna"], figures["tantivy"], figures["sqlite"]
    figures["ratios"] = {
        "p50 / sqlite": ours["p50_ms"] / other["p50_ms"], "p99 / sqlite": ours["p99_ms"] / other["p99_ms"],
        "p50 / tantivy": ours["p50_ms"] / plain["p50_ms"], "build speed / tantivy": plain["build_s"] / ours["build_s"],
        "size / payload": ours["size"] / figures["payload"],
    }
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
