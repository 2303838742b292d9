/* Shapes that several modules share: what the server sends (dashboard/browser_data.py, explore/address_rules.py,
 * parts/waiting.py), what the address means, and the parts of other programs that are used. Read by tsc alone; never served. */

type Units = {
  code: string[];
  name: string[];
  note: string[];
  /** places of the areas (LSOA) that each unit is made of */
  members: number[][];
  /** place of a unit, by its code */
  place: Record<string, number>;
  residents: number[];
};

type Point = [number, number];
type Larger = { code: string[]; name: string[]; at: Point[]; of: number[]; town?: (Point | null)[] };
type Areas = {
  code: string[];
  name: string[];
  residents: number[];
  iodPopulation?: number[];
  flags: string[][];
  at: Point[];
  region: string;
  /** classes of town and country that there are here */
  ruralUrban: number[];
  neighbourhood: Larger;
  ward: Larger;
  district: Larger;
};

/** Words of an indicator. */
type Words = {
  label: string;
  short: string;
  caption: string;
  description: string;
  publisher: string;
  period: string;
  theme: string;
  group: string;
  head: string;
  unit: string;
  kind: string;
  decimals: number;
  /** how a number is written with its unit: many, and one */
  form: [string, string];
  categories: string[];
  polarity: "high" | "low" | "none";
  aggregate: string;
  caveats: string[];
  who: string;
  of: string;
  modelled?: boolean;
  certain?: boolean;
  everybody?: boolean;
  headline?: boolean;
  iod?: boolean;
  england: { value: number | null } | null;
};

type Catalogue = {
  themes: { id: string; label: string; description: string }[];
  caveats: Record<string, string>;
  /** dashboard/wording/legend.toml */
  legend: any;
  /** dashboard/wording/map_texts.toml */
  texts: Record<string, string>;
  also: Record<string, string[]>;
  flags: Record<string, { label: string; text: string }>;
  indicators: Record<string, Words>;
  /** what only an own exercise has values of */
  exercise: Record<string, Words>;
};

type Practice = {
  code: string;
  name: string;
  pcn: string;
  pcnCode: string;
  place: string;
  at: [number | null, number | null];
  list: number;
  counted: number;
  lives: [number, number][];
};
type Footprints = { practices: Practice[]; patients: number[]; counted: string; residents: string };

/** Numbers of an indicator by area: numerators and denominators, or values; and national percentiles. */
type Numbers = { n?: (number | null)[]; d?: (number | null)[]; v?: (number | null)[]; p?: (number | null)[] };
type Figure = { value: number | null; n?: number; d?: number; limits?: [number, number] | null };

/** How classes are asked for, and how an indicator was cut. */
type Classes = { kind: string; number: number; national: boolean; thresholds: number[] };
type Cut = { bounds: number[]; kind: string; national: boolean; instead: boolean; fromAbove: boolean };
/** What the map is painted by: the class of each unit (-1: none) and the colour of each class. */
type Paint = {
  of: number[];
  colours: any[];
  flagged?: (at: number) => boolean;
  edge?: (at: number) => boolean;
  said?: (at: number) => string;
};
type Classed = Cut & Paint & { none: number };
type Crossed = Paint & { across: number[]; up: number[]; said: (at: number) => string };

type Level = "lsoa" | "msoa" | "ward" | "district";
/** What Explore's address means. */
type View = {
  indicator: string;
  second: string;
  level: Level;
  districts: string[];
  wards: string[];
  neighbourhoods: string[];
  pcns: string[];
  practices: string[];
  held: number;
  atLeast: number;
  ruralUrban: number[];
  deciles: number[];
  residents: number;
  selected: string[];
  columns: string[];
  classes: Classes | null;
  clusters: boolean;
  levelSaid: boolean;
  ignored: string[];
};

type Option = { value: string; label: string; note?: string; search?: string; more?: string; [other: string]: any };
type Group = { label: string; options: Option[] };
type Child = Node | string | null | undefined;

/** Leaflet, as far as its own types are not worth their weight here. */
type Leaflet = any;

interface Window {
  L: Leaflet;
  atlas: any;
  regeneratorRuntime: any;
  dash_clientside: any;
  dash_ag_grid?: any;
  dashAgGridFunctions?: Record<string, Function>;
  dashAgGridComponentFunctions?: Record<string, Function>;
  React: any;
}
