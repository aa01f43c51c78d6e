#!/usr/bin/env python3
"""Turn reports of DNN+NeuroSim V2.1 and the traces that they were made from into the fixtures beside this file.

usage: make_fixtures.py SUITE TRACES

SUITE   default.param, networks/*.csv, and a folder for each case: case.json {network, weightBits, activationBits, seed},
        case.param (lines of name = value laid over default.param), expected.txt (the report)
TRACES  a folder NETWORK-ACTIVATIONBITS-WEIGHTBITS-SEED for each case with the CSV files weight<i>, weightOld<i> and
        input<i>, and trace_command.sh

Cases are kept when their trace is in KEPT. README.md says what the fixtures hold.
"""
import io
import json
import os
import re
import sys
import zipfile

import numpy as np

KEPT = {('tinyvgg', 8), ('resnetish', 8), ('resnetish', 4), ('dense', 8), ('dense', 4)}
PHASES = {'Forward': 'forward', 'Activation Gradient': 'activationGradient', 'Weight Gradient': 'weightGradient',
          'Weight Update': 'weightUpdate'}
CATEGORIES = {'ADC': 'conversion', 'Accumulation': 'accumulation', 'Synaptic': 'array', 'Buffer': 'buffer',
              'Interconnect': 'interconnect', 'Weight Gradient': 'weightGradient', 'Weight Update': 'weightUpdate',
              'DRAM': 'dram'}
AREAS = {'ChipArea': 'total', 'Chip total CIM': 'array', 'Total IC Area': 'interconnect', 'Total ADC': 'conversion',
         'Total Accumulation': 'accumulation', 'Other Peripheries': 'other', 'Weight Gradient Calculation': 'weightGradient'}
RATES = {'Energy Efficiency TOPS/W': 'operationsPerJoule', 'Throughput TOPS': 'operationsPerSecond',
         'Throughput FPS': 'framesPerSecond', 'Peak Energy Efficiency TOPS/W': 'peakOperationsPerJoule',
         'Peak Throughput TOPS': 'peakOperationsPerSecond', 'Peak Throughput FPS': 'peakFramesPerSecond'}
NUMBER = r'(-?(?:\d[\d.]*(?:e[-+]?\d+)?|nan|inf))'

here = os.path.dirname(os.path.abspath(__file__))
suite, traces = sys.argv[1:3]


class Figure(float):
    """A figure with the six digits of a report."""

    def __repr__(self):
        return f'{float(self):g}'.replace('e+0', 'e').replace('e+', 'e').replace('e-0', 'e-')


def number(text):
    """A figure; None where the reference has none that makes sense."""
    value = float(text)
    return Figure(value) if np.isfinite(value) and value >= 0 else None


def compact(value):
    """JSON without blanks, figures as short as they are."""
    if isinstance(value, dict):
        return '{' + ','.join(f'{json.dumps(k)}:{compact(v)}' for k, v in value.items()) + '}'
    if isinstance(value, list):
        return '[' + ','.join(map(compact, value)) + ']'
    return repr(value) if isinstance(value, Figure) else json.dumps(value)


def words_first(labels, text):
    return next((name for label, name in labels.items() if text.startswith(label)), None)


def figures(path, layers):
    """The report as a floorplan, and one list for each figure: the layers and then the chip. What is always 0 is left out."""
    plan = {'tiles': [], 'speedUps': [], 'utilizations': []}
    rows, areas, rates, part, column = {}, {}, {}, '', None

    def put(name, value):
        row = rows.setdefault(name, [0] * (layers + 1))
        row[column] = number(value)

    for line in open(path):
        line = line.strip()
        if 'of tile used for each' in line: part = 'tiles'
        elif 'Speed-up of each layer' in line: part = 'speedUps'
        elif 'Utilization of each layer' in line: part = 'utilizations'
        elif 'FloorPlan Done' in line: part = ''
        elif m := re.search(r'Estimation of Layer (\d+)', line): column = int(m[1]) - 1
        elif 'Summary ---' in line: column = layers
        elif m := re.match(r'Desired (Conventional|Novel) Mapped (?:Tile|PE) .*: ([\dx]+)$', line):
            sizes = [int(x) for x in m[2].split('x')]
            plan['novelTile' if m[1] == 'Novel' else 'conventionalTile'] = sizes
        elif m := re.match(r'Desired Conventional PE .*: ([\dx]+)$', line):
            plan['conventionalElement'] = [int(x) for x in m[1].split('x')]
        elif part and (m := re.match(rf'layer\d+: {NUMBER}$', line)): plan[part].append(number(m[1]))
        elif m := re.match(rf'Memory Utilization of Whole Chip: {NUMBER}', line): plan['utilization'] = number(m[1])
        elif m := re.match(rf'(?:layer\d+\'s|Chip) (PEAK )?(?:read|write)(Latency|DynamicEnergy) of (.*?)'
                           rf'(?: \(per \w+\))? is: {NUMBER}', line):
            kind = 'latency' if m[2] == 'Latency' else 'energy'
            put(f"{'peak.' if m[1] else ''}{PHASES[m[3]]}.{kind}", m[4])
        elif m := re.match(rf'Chip (PEAK )?total (Latency|Energy) \(per \w+\) is: {NUMBER}', line):
            put(f"{'peak.' if m[1] else ''}total.{m[2].lower()}", m[3])
        elif m := re.match(rf'(?:layer\d+\'s|Chip) leakage ?(Power|Energy) is: {NUMBER}', line):
            put('leakage.' + m[1].lower(), m[2])
        elif m := re.match(rf'-+ (.*?)\s*(?:read|write|buffer )?(Latency|latency|DynamicEnergy|Energy) is ?: {NUMBER}', line):
            kind = 'latency' if m[2].lower() == 'latency' else 'energy'
            put(f'by.{words_first(CATEGORIES, m[1])}.{kind}', m[3])
        elif (m := re.match(rf'(.*?) ?: {NUMBER}(?:um\^2)?$', line)) and (name := words_first(AREAS, m[1])):
            areas[name] = number(m[2])
        elif m and m[1] in RATES: rates[RATES[m[1]]] = number(m[2])
    assert len(plan['tiles']) == layers and len(areas) == 7 and len(rates) == 6, path
    return {'floorplan': plan, 'area': areas, 'rates': rates, 'rows': {k: v for k, v in rows.items() if any(v) or None in v}}


def parameters(path):
    return dict(re.findall(r'^\s*(\w+)\s*=\s*(\S+)', open(path).read(), re.M))


def write_case(name, case):
    network = os.path.splitext(case['network'])[0]
    rows = open(f'{suite}/networks/{network}.csv').read()
    layers = len([x for x in rows.split('\n') if x.strip()])
    with open(f'{here}/networks/{network}.csv', 'w') as f:
        f.write(rows)
    defaults, own = parameters(f'{suite}/default.param'), parameters(f'{suite}/{name}/case.param')
    own = {k: v for k, v in own.items() if v != defaults.get(k) or k in ('wireWidth', 'featuresize')}
    result = {'network': network, 'trace': f"{network}-{case['activationBits']}", 'weightBits': case['weightBits'],
              'activationBits': case['activationBits'], 'parameters': {'featuresize': '40e-9', 'wireWidth': '40'} | own}
    result |= figures(f'{suite}/{name}/expected.txt', layers)
    lines = [f'{json.dumps(k)}: {compact(v)}' for k, v in result.items() if k != 'rows']
    table = [f'{json.dumps(k)}:{compact(v)}' for k, v in result['rows'].items()]
    lines.append('"rows": {\n' + ',\n'.join(table) + '\n}')
    with open(f'{here}/cases/{name}.json', 'w') as f:
        f.write('{\n' + ',\n'.join(lines) + '\n}\n')
    return result['trace'], case


def write_trace(name, case):
    network, bits = name.rsplit('-', 1)[0], case['activationBits']
    folder = f"{traces}/{network}-{bits}-{case['weightBits']}-{case['seed']}"
    words = open(f'{folder}/trace_command.sh').read().split()[5:]
    arrays = {'activity': np.array([float(x) for x in words[3::4]])}
    for i in range(len(words) // 4):
        codes, former = (np.round(np.loadtxt(f'{folder}/{x}{i}.csv', delimiter=',', ndmin=2) * 128).astype(np.int16)
                         for x in ('weight', 'weightOld'))
        inputs = np.loadtxt(f'{folder}/input{i}.csv', delimiter=',', ndmin=2, dtype=np.int64)
        inputs = inputs.reshape(len(inputs), -1, bits) @ (1 << np.arange(bits - 1, -1, -1))
        arrays |= {f'weight_{i}': codes.astype(np.int8), f'change_{i}': (former - codes).astype(np.int8),
                   f'activation_{i}': inputs.T.astype(np.uint8)}
    with zipfile.ZipFile(f'{here}/traces/{name}.npz', 'w') as archive:
        for key, array in arrays.items():
            data = io.BytesIO()
            np.save(data, np.ascontiguousarray(array))
            member = zipfile.ZipInfo(f'{key}.npy', (1980, 1, 1, 0, 0, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, data.getvalue(), compresslevel=9)


for folder in ('cases', 'networks', 'traces'):
    os.makedirs(f'{here}/{folder}', exist_ok=True)
needed = {}
for name in sorted(os.listdir(suite)):
    if os.path.exists(f'{suite}/{name}/case.json'):
        case = json.load(open(f'{suite}/{name}/case.json'))
        if (os.path.splitext(case['network'])[0], case['activationBits']) in KEPT:
            trace, case = write_case(name, case)
            needed.setdefault(trace, case)
for name, case in needed.items():
    write_trace(name, case)
