"""The peers' problem in vectorised numpy, as fast as it can be made.

Three routes, cost(V) = NRE + V/y*(u + w*c_w) + T*ceil(V/(y*L)), each with four triangular inputs (NRE, y, u, c_w);
exact quantiles P10, P50, P90 and the chance of being cheapest along the volumes. Reads the problem as JSON from
standard input, writes times and results as JSON.

What makes it fast: coefficients once for all volumes, ufuncs in place, blocks that stay in the cache, and a partial
sort for the quantiles (several ways are timed beforehand on the data itself, the fastest is taken).
"""

import json
import sys
import time

import numpy as np


def triangular(uniform, low, mode, high):
    """Inverse distribution function, in place of the uniform numbers."""
    width = high - low
    left = np.sqrt(uniform * (width * (mode - low)))
    left += low
    np.subtract(1.0, uniform, out=uniform)
    uniform *= width * (high - mode)
    np.sqrt(uniform, out=uniform)
    np.subtract(high, uniform, out=uniform)
    np.copyto(left, uniform, where=left > mode)
    return left


def coefficients(problem, samples, seed):
    """By route: NRE, money per accepted part, tools per accepted part, money per tool."""
    generator = np.random.Generator(np.random.SFC64(seed))
    routes = []
    for route in problem["routes"]:
        nre, y, u, c_w = (triangular(generator.random(samples), *route[key]) for key in ("nre", "yield", "u", "c_w"))
        c_w *= route["w"]
        c_w += u
        c_w /= y
        np.multiply(y, route["life"], out=y)
        np.reciprocal(y, out=y)
        routes.append((nre, c_w, y, route["tool"]))
    return routes


def interpolated(ordered, ranks):
    return [ordered[below] + share * (ordered[min(below + 1, len(ordered) - 1)] - ordered[below]) for below, share in ranks]


def by_sort(values, ranks, places):
    values.sort()


def by_partition(values, ranks, places):
    values.partition(places)


def by_middle_first(values, ranks, places):
    """The median first, then each tail in its half; the rank above each is the least of the rest."""
    (p10, _), (p50, _), (p90, _) = ranks
    values.partition(p50)
    values[:p50].partition(p10)
    values[p50 + 1 :].partition(p90 - p50 - 1)
    for below, end in ((p10, p50), (p50, p90), (p90, len(values))):
        above = values[below + 1 : end]
        if len(above):
            least = above.argmin()
            above[0], above[least] = above[least], above[0]


WAYS = (by_sort, by_partition, by_middle_first)


def solve(problem, volumes, samples, seed, way, block):
    routes = coefficients(problem, samples, seed)
    totals = np.empty((len(routes), samples))
    tools, least = np.empty(block), np.empty(block)
    positions = [q * (samples - 1) for q in (0.1, 0.5, 0.9)]
    ranks = [(int(position), position - int(position)) for position in positions]
    places = sorted({place for below, _ in ranks for place in (below, min(below + 1, samples - 1))})
    results = []
    for volume in volumes:
        wins = [0] * len(routes)
        for start in range(0, samples, block):
            end = min(start + block, samples)
            here, tool, low = totals[:, start:end], tools[: end - start], least[: end - start]
            for total, (nre, each, per_part, money) in zip(here, routes):
                np.multiply(each[start:end], volume, out=total)
                total += nre[start:end]
                np.multiply(per_part[start:end], volume, out=tool)
                np.ceil(tool, out=tool)
                tool *= money
                total += tool
            np.minimum(here[0], here[1], out=low)
            for total in here[2:]:
                np.minimum(low, total, out=low)
            for route, total in enumerate(here):
                wins[route] += int(np.count_nonzero(total == low))
        row = []
        for route, total in enumerate(totals):
            way(total, ranks, places)
            row.append([*interpolated(total, ranks), wins[route] / samples])
        results.append(row)
    return results


def tuned(problem, samples):
    """The fastest way and block on a tenth of the volumes."""
    volumes = problem["volumes"][::10]
    times = {}
    for way in WAYS:
        for block in (8_192, 16_384, 32_768, samples):
            start = time.perf_counter()
            solve(problem, volumes, samples, 1, way, block)
            times[way, block] = time.perf_counter() - start
    return min(times, key=times.get)


def main():
    problem = json.load(sys.stdin)
    samples = problem["samples"]
    way, block = tuned(problem, samples)
    times, results = [], None
    for _ in range(problem["rounds"]):
        start = time.perf_counter()
        results = solve(problem, problem["volumes"], samples, 7, way, block)
        times.append(time.perf_counter() - start)
    reference = None
    if problem["reference"]:
        reference = solve(problem, problem["reference_volumes"], problem["reference"], 99, by_middle_first, 16_384)
    answer = {
        "numpy": np.__version__,
        "way": f"{way.__name__}, blocks of {block}",
        "seconds": times,
        "results": results,
        "reference": reference,
    }
    json.dump(answer, sys.stdout, default=float)


main()
