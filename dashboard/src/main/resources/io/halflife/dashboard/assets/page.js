// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
// Brings a page to life: its tables and its charts.
import { charts } from "./chart.js";
import { curves } from "./curves.js";
import { dangers } from "./danger.js";
import { tables } from "./table.js";

tables(document);
charts(document);
curves(document);
dangers(document);
