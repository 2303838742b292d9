/* Shapes that several modules share: what the server sends (dashboard/browser_data.py, explore/address_rules.py,
 * parts/waiting.py), what the address means, and the parts of other programs that are used. Read by tsc alone;
 * never served. */

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
type Larger = {
  code: string[];
  name: string[];
  at: Point[];
  of: number[];
  town?: (Point | null)[];
  district?: string[];
};
/** Left, top, right, bottom, in the map's window. */
type Box = [number, number, number, number];
type Areas = {
  code: string[];
  name: string[];
  residents: number[];
  iodPopulation?: number[];
  flags: string[][];
  at: Point[];
  region: string;
  /** South-west and north-east, each as latitude and longitude. */
  bounds: [Point, Point];
  neighbourhood: Larger;
  ward: Larger;
  /** An organisation's own groups, where it has any; -1 is in none. */
  grouping?: Larger;
  district: Larger;
  /** What the larger areas of a level are called here. */
  levels: Record<string, "neighbourhood" | "ward" | "grouping" | "district">;
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
  head: string;
  unit: string;
  kind: string;
  decimals: number;
  /** how a number is written with its unit: many, and one */
  form: [string, string];
  categories: string[];
  polarity: "high" | "low" | "none";
  aggregate: string;
  /** of a decile or rank: the indicator that it is made from, which has figures at every level */
  score?: string;
  caveats: string[];
  modelled?: boolean;
  /** brought by somebody, and why nothing is said of where its values gather */
  own?: boolean;
  unclustered?: { label: string; text: string };
  /** The list of practices, this register recorded against what is expected. */
  practices?: string;
  certain?: boolean;
  headline?: boolean;
  iod?: boolean;
  ofWards?: boolean;
  /** of what is brought for larger areas: their level */
  ofLarger?: "ward" | "msoa";
  /** of a change of deciles: ids of those then and now */
  ends?: [string, string];
  /** of one's own: why areas have no figure, with their places */
  none?: [string, number[]][];
  england: { value: number | null } | null;
};

type Catalogue = {
  themes: { id: string; label: string; description: string }[];
  /** indicators by theme and group: heading and ids */
  groups: [string, string[]][];
  /** the table of Explore (dashboard/explore/table_columns.py) */
  table: { grid: any; columns: Record<string, any[]>; number: any };
  /** the legend of two at once, by polarity (dashboard/explore/crossed_square.py) */
  square: Record<string, Record<string, any[]>>;
  caveats: Record<string, string>;
  /** dashboard/wording/legend.toml */
  legend: any;
  /** dashboard/wording/map_texts.toml */
  texts: Record<string, string>;
  also: Record<string, string[]>;
  indicators: Record<string, Words>;
};

type Practice = {
  code: string;
  name: string;
  pcnCode: string;
  at: [number | null, number | null];
  counted: number;
  lives: [number, number][];
};
type Footprints = { practices: Practice[]; patients: number[]; counted: string };

/** Numbers of an indicator by area: numerators and denominators, or values; and national percentiles. */
type Numbers = { n?: (number | null)[]; d?: (number | null)[]; v?: (number | null)[]; p?: (number | null)[] };
/** The card of an indicator where nothing is filtered nor selected, as plain markup. */
type Resting = { headline: Record<Level, any[]>; glance: any[]; highest: Record<Level, any[]>; own: any[] };
type Figure = { value: number | null; n?: number; d?: number; limits?: [number, number] | null };

/** How classes are asked for, and how an indicator was cut. */
type Classes = { kind: string; number: number; national: boolean; thresholds: number[] };
type Cut = { bounds: number[]; kind: string; national: boolean; instead: boolean; fromAbove: boolean };
/** Of figures of one's own what the catalogue and the files of figures have of others (dashboard/own_shown.py). */
type OwnFigures = {
  themes: Catalogue["themes"];
  groups: Catalogue["groups"];
  caveats: Record<string, string>;
  indicators: Record<string, Words>;
  figures: any[];
};
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

type Level = "lsoa" | "msoa" | "ward" | "grouping" | "district";
/** What Explore's address means. */
type View = {
  indicator: string;
  second: string;
  level: Level;
  districts: string[];
  groups: string[];
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
  /** kinds of marks on the map */
  marks: string[];
  /** key of the place that the pin stands for */
  found: string;
  levelSaid: boolean;
  ignored: string[];
};

type Option = { value: string; label: string; note?: string; search?: string; more?: string; [other: string]: any };
/** Choices under a heading; `said` is a sentence in their place, or above them. */
type Group = { label: string; options: Option[]; said?: string };
type Child = Node | string | null | undefined;

/** Leaflet, as far as its own types are not worth their weight here. */
type Leaflet = any;

interface Window {
  L: Leaflet;
  /** protomaps-leaflet, once it has come (streets.js) */
  protomapsL?: any;
  atlas: any;
  regeneratorRuntime: any;
  dash_clientside: any;
  dash_ag_grid?: any;
  dashAgGridFunctions?: Record<string, Function>;
  dashAgGridComponentFunctions?: Record<string, Function>;
  React: any;
}

/** What a hover, a legend or a page gives the map to do (map.js). */
type MapPage = {
  click: (code: string, several: boolean) => void;
  /** a click on a mark, by the key that an address has for it */
  find: (key: string) => void;
  /** a click on a zone's number */
  number: (n: number) => void;
  /** the pointer is over a place, or over none */
  mark: (code: string | null) => void;
  moved: () => void;
  /** words for a place */
  say: (code: string) => Node | string;
  /** draws practices */
  points: () => void;
};

/** What went wrong on the way to the server: `reference` is for whoever looks into it; `passing`: another try may go
 * well. */
type Trouble = Error & { reference?: string; passing?: boolean; answer?: Response };
type Told = { error: Trouble; name: string; anew: (() => void) | null; passing: boolean; path: string };
/** Is told what there is to wait for, with a way to try again, and with "" of its end. */
type Waits = (text: string, again?: () => void) => void;

/** A file that is being made (handing.js). */
type Work = {
  /** the id of where it is said how it goes */
  line: string;
  note: HTMLElement;
  stop: AbortController;
  /** the page that it was asked for on */
  path: string;
};

/** A searchable list (combobox.js). */
type Searchable = {
  id: string;
  input: any;
  list: any;
  /** what there is to choose from for a text */
  find: (text: string, say: (why: string) => void, speak: (text: string) => void) => Promise<Group[]>;
  /** what is said before anything is typed, where there is nothing to choose from then */
  hint?: string;
  choose: (value: string, option: Option) => void;
  /** stay empty after a choice */
  searchOnly?: boolean;
};
/** Choices of a combobox: dashboard/parts/combobox.py. */
type Choices =
  | Group[]
  | { indicators: string[]; without: string[]; more: Group[] }
  | { file: string; name: string }
  | { module: string; function: string };

/* Forms in Python (form.js, dashboard/parts/address_form.py). */
type Id = string | Record<string, string | number>;
/** As Dash says what a control holds. */
type Input = { id: Id; property: string; value: any };
/** A part of the address; of one that no control stands for there is only the key. */
type Part = {
  key: string;
  /** of its control, and the property which holds the value */
  id?: Id;
  property?: string;
  /** the value that the address leaves out; `always`: it has it all the same */
  otherwise?: any;
  always?: boolean;
  /** between the entries of a list; `sorted`: the list is written in the order of its entries */
  join?: string;
  sorted?: boolean;
  /** nothing that the server answers depends on it */
  quiet?: boolean;
  /** values that are not written as they are; in rows, by part */
  texts?: Record<string, any>;
  /** parts that go back to what is left out when a person changes this one */
  resets?: string[];
  /** parts of each row; what stands between them, and between rows */
  rows?: string[];
  inside?: string;
  between?: string;
  /** in rows: what another value of one part sets another to */
  sets?: { part: string; other: string; values: Record<string, any> }[];
  /** stays as long as that part has a row with this first word */
  beside?: { key: string; first: string };
};
type Declared = { page: string; path: string; parts: Part[] };
/** What a component is to show, and what an address means. */
type Shown = { id: Id; props: Record<string, any>; shape?: string };
type Meant = { of: string; parts: Record<string, string>; props: Shown[] };
/** What is known of a form. */
type Form = {
  /** what Python declared; a new one each time the page is opened */
  declared: Declared;
  /** the page's address, as it was followed or as it was written here */
  search: string | null;
  /** the address that the server was last asked of */
  asked: string | null;
  /** the address that `parts` is the meaning of: every part of it as its text */
  of: string | null;
  parts: Record<string, string | undefined>;
  /** what components show, as JSON or by its shape */
  shown: Map<string, string>;
};

/* Practices (dashboard/practices/list_shown.py, footprint.py). */
/** Parts of the address. */
type ListAsked = { k: string; d: string; c: string; q: string; r: string; v: string; m: string };
type ListGiven = { words: Record<string, string>; table: { props: any } };
/** The list as it is narrowed (list_shown.py). */
type Listing = {
  listed: string;
  options: object;
  kept: string[];
  around: number[];
  dots: Record<string, { radius: number }>;
  legend: any[];
};
/** The list's columns, and what stands in them besides what every row has, by code. */
type ListFigures = { columns: any[]; cells: Record<string, object> };
type Looked = { name: string; counted: boolean; areas: number[][] };
type MapLook = { legend: any[]; places: number[]; of: number[]; colours: (string | string[])[] };
type UnitAnswer = {
  search: string;
  units: Looked[];
  looks: Record<string, MapLook>;
  core: number[];
  dots: Record<string, string>;
  body: any[];
};
/** What the Practices page has and shows; made anew each time it is opened. */
type PracticesNow = {
  given: ListGiven;
  /** what the server was last asked to show, and its answer */
  asked: { search: string; v: string } | null;
  answer: UnitAnswer | null;
  shown: ListAsked | null;
  listing: Listing | null;
  /** codes of rows, also of those that the list does not show now */
  ticked: string[];
  /** the address whose charts were last asked for */
  chartsOf: string;
};

/* A map of what the server found (dashboard/parts/found_map.py); places by their number in a level's list. */
type Look = { colour: string | string[] | null; dashed?: boolean; outside?: boolean };
type Line = { texts: string[]; of: number[]; strong: boolean };
type FoundMap = {
  level: Level;
  looks: Look[];
  /** by place */
  of: number[];
  lines: Line[];
  fit: number[];
  /** what the page says of itself when it is drawn */
  drawn: string;
};

/* Seldom-heard: what was found (dashboard/seldom_heard/map_result.py), and how many areas it takes (areas_needed.py). */
type Found = {
  /** the address that it answers */
  search: string;
  map: FoundMap;
  /** places of each zone, those taken first, and how many of them are */
  zones: number[][];
  taken: number;
  /** what each criterion comes to */
  cuts: string[];
  at_most: AtMost | null;
};
/** What the Change page shows of an address (dashboard/change/page.py). */
type ChangeAnswer = {
  search: string;
  body: any[];
  map?: FoundMap;
  legend?: any[];
  opens?: string;
  /** practices by code, as Leaflet draws their points */
  points?: Record<string, { radius: number; text: string }>;
};
/** At most so many of what was found (dashboard/seldom_heard/at_most.py). */
type AtMost = {
  number: number;
  /** whether areas are taken, and not zones */
  areas: boolean;
  /** places of each, in the order taken; people and shares (0–1) reached with one, with two, … */
  steps: number[][];
  people: number[];
  shares: number[];
  /** how each area looks where all are taken, and the look of those that are not */
  all: number[];
  left: number;
  picture: any[];
  /** where its curve begins and ends in the drawing */
  begins: number;
  ends: number;
  texts: Record<string, string>;
};
type CurveAnswer = {
  picture: any[];
  /** shares (0–1) reached with one area, with two, …, of the areas found and of all */
  shares: { found: number[]; all: number[] };
  /** how many areas the drawing is of; and how many are spoken of first */
  most: number;
  number: number;
  /** where it begins and ends in the drawing */
  left: number;
  right: number;
  texts: Record<string, string>;
};

/* Who have we heard from? (dashboard/heard/answers.py) */
/** Parts of which controls choose one. */
type Choice = {
  /** ids of the controls */
  of: string[];
  /** the id of the element that it stands in, and of what is hidden where there is no such part */
  into: string;
  frame?: string;
  /** by what the controls hold, with spaces between */
  parts: Record<string, any[]>;
  /** what is drawn with each: what all have alike, and the rest */
  map?: any;
  maps?: Record<string, any>;
  /** what is shown */
  key?: string;
};
type Answer = {
  markup: Record<string, any[]>;
  props: { id: any; props: Record<string, any> }[];
  hidden: Record<string, boolean>;
  choices: Choice[];
  /** the id of what is looked at next */
  focus: string;
};
type Exercise = { name: string; exercise: object; base: string; where: object | null; madeUp: boolean };

/* Where to meet: an own venue (layers/ground/candidates.py). */
type OwnVenue = {
  name: string;
  longitude: number;
  latitude: number;
  address?: string;
  postcode?: string;
  kind?: string;
};

/* Record a visit (dashboard/plans/visit/given.py, sent.py). */
type VisitCounts = { heard: Record<string, Record<string, number>>; heard_at: Record<string, number> };
type VisitContent = VisitCounts & { values: Record<string, any> };
type VisitState = "draft" | "waiting" | "warned" | "faults" | "refused" | "changed";
type VisitAnswer = {
  state: "kept" | "later" | "warned" | "faults" | "refused" | "changed";
  said: string;
  version?: number;
  /** by field, question or the places */
  faults?: Record<string, string>;
  /** of what somebody else changed too: what is kept, beside what was sent */
  rows?: { label: string; theirs: string; yours: string }[];
  /** what is kept, where it is not what was sent; and joined with what was sent, by who wins */
  now?: VisitContent;
  mine?: VisitContent;
  theirs?: VisitContent;
};
/** A visit as it is kept in the browser. */
type VisitEntry = VisitCounts & {
  /** of the visit, here and on the server */
  id: string;
  plan: string;
  /** the zone that the page was opened with */
  zone: string;
  /** of the visit that is changed */
  version: number | null;
  state: VisitState;
  /** when it was begun */
  at: string;
  called: string;
  values: Record<string, any>;
  /** what it was when it was opened to be changed */
  was?: VisitContent | null;
  /** the person knows what is said of its texts */
  despite: boolean;
  answer?: VisitAnswer;
};
type VisitStore = {
  all(): VisitEntry[];
  get(id: string): VisitEntry | null;
  put(entry: VisitEntry): boolean;
  remove(id: string): void;
};
type VisitCounter = {
  label: string;
  field?: string;
  of?: string;
  category?: string;
  /** the category of whose people these are some */
  within?: string;
  least?: number;
  most: number;
};
type VisitGiven = {
  who: string;
  token: string;
  texts: Record<string, string>;
  states: Record<VisitState, string>;
  seconds: { longest: number; next: number };
  path: string;
  most: number;
  /** about the plan, or why no visit can be recorded: then there is no plan */
  said: string;
  plan?: string;
  title: string;
  of: string;
  back: string;
  first: any[];
  second: any[];
  labels: Record<string, string>;
  needed: string[];
  zones: Record<string, string>;
  meetings: Record<string, Record<string, string>>;
  start: VisitCounts & { activity: string; version: number | null; values: Record<string, any> };
};

/** Where to meet (dashboard/where_to_meet/page.py): what was found, as the browser draws it. */
type SessionPoint = { id: string; name: string; where?: string; at: Point; number?: number };
type Sessions = { sessions: SessionPoint[]; venues: SessionPoint[]; near: number; metres: number };
type SessionsFound = Sessions & {
  search: string;
  asked?: any[];
  map: FoundMap;
  said: any[];
  line?: any[];
  legend?: any[];
  chosen?: string[];
  proven?: boolean;
  bound?: number | null;
};
type OwnVenues = OwnVenue[];
/** What the exact search has found for an address. */
type BestFound = { search: string; venues: string[]; bound: number };

/** A layer of one's own that the page holds: its name in addresses, its label, and the layer as it is written; points
 * say that they are (layers/own/own_points.py). */
type OwnLayer = { id: string; label: string; text: string; kind?: "points" };
