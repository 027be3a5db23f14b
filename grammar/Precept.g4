// The grammar of Precept: what may stand where (the language reference says what it means).
// In: tokens after the token pass (compiler/syntax/tokens.cpp). Out: the generated PreceptLexer and PreceptParser. No actions.
//
// The token pass retypes what only its surroundings tell: UNIT, UNIT_TIMES, UNIT_PER, UNIT_OPEN and UNIT_CLOSE are the unit behind
// a number, IN_UNIT the `in` before the unit of a count, OR_STEP the `or` between two guidelines of one step. It drops SPACE and
// COMMENT and turns the WRONG_ tokens into what was meant, with a message. So the grammar is free of ambiguity and SLL suffices.
// Non-ASCII characters reach the lexer as \u007F, so that its tables stay small; only strings and comments may hold them.
grammar Precept;

tokens { UNIT, UNIT_TIMES, UNIT_PER, UNIT_OPEN, UNIT_CLOSE, IN_UNIT, OR_STEP, TOO_DEEP }

// ---- files -----------------------------------------------------------------------------------------------------------
// parse.cpp calls version, header and declaration itself, so that a syntax error ends with its declaration.
file : version? header? declaration* EOF ;

version : 'precept' number=NUMBER ;

header
  : kind='vocabulary' called=name words=STRING? clauses+=headClause*
  | kind='guideline' called=name words=STRING? clauses+=headClause*
  | kind='policy' called=name words=STRING? policies+=policyClause*
  ;

headClause
  : 'source' source=STRING
  | 'effective' ( 'from' from=DATE )? ( 'until' until=DATE )?
  | 'uses' used+=name ( ',' used+=name )*
  ;

policyClause
  : 'source' source=STRING
  | 'uses' used+=name ( ',' used+=name )*
  | 'consults' steps+=consultStep ( ',' 'then'? steps+=consultStep )*
  | 'as' 'of' asOf=sum
  | 'undocumented' 'requirement' 'is' requirement=verdict
  | 'undocumented' 'exclusion' 'is' exclusion=verdict
  | 'undocumented' 'allowance' 'is' 'the' least='least'
  | 'when' 'silent' silent=verdict
  | 'when' 'conflict' conflict=verdict
  | reviewed+=verdict ( ',' reviewed+=verdict )* 'needs' 'review'
  | 'says' sayings+=saying ( ',' sayings+=saying )*
  ;

consultStep : guidelines+=consulted ( OR_STEP guidelines+=consulted )* ( 'by' evidence='evidence' )? ;
consulted : called=name ( 'unless' unless=expr )? ;
saying : outcome=verdict words=STRING ;

declaration
  : enumeration=enumerationDecl
  | unit=unitDecl
  | service=serviceDecl
  | fact=factDecl
  | record=recordDecl
  | code=codesDecl
  | table=tableDecl
  | define=defineDecl
  | rule_=ruleDecl
  | brief=shortForm
  | example=exampleDecl
  ;

// ---- vocabulary ------------------------------------------------------------------------------------------------------
enumerationDecl
  : 'scale' called=name words=STRING? ':' members+=member ( '<' members+=member )* ( 'source' source=STRING )?
  | 'choice' called=name words=STRING? ':' members+=member ( ',' members+=member )* ( 'source' source=STRING )?
  ;
member : called=name words=STRING? ;

unitDecl : 'unit' called=name ( ',' plural=name )? ( '=' factor=NUMBER of=unitLiteral )? ;
serviceDecl : 'service' called=name words=STRING? ( 'in' unit=unitNames )? ;

factDecl : request='request'? 'fact' fact=field ;
field : called=name ':' of=type clauses+=factClause* ;
factClause
  : words=STRING
  | 'documented' 'by' by=STRING
  | 'assumed' assumed=literal
  | incomplete='incomplete' 'unless' 'stated'
  ;

type
  : yes='yes' 'or' 'no'
  | count='count' ( 'in' unit=unitNames )? limits=range?
  | sign='signed'? number='number' ( 'in' unit=unitNames )? sign='signed'? limits=range?
  | date='date' ( 'from' notBefore=name | limits=range )?
  | 'duration' 'in' months='months' limits=range?
  | 'duration' 'in' days='days' limits=range?
  | code='code' 'in' system=name
  | 'list' 'of' element=type
  | text='text'
  | named=typeName
  ;
range : 'from' low=bound ( 'to' high=bound )? | 'to' high=bound ;

recordDecl : 'record' called=name words=STRING? items+=recordItem* 'end' ;
recordItem : fact=field | defined=defineDecl ;

codesDecl : 'codes' called=name words=STRING? 'in' system=name ( ':' items+=codeItem ( ',' items+=codeItem )* | 'from' csv=STRING ) ;
codeItem : CODE | NUMBER '.'? '*'? | STRING ;

tableDecl
  : 'table' called=name words=STRING? 'by' by+=name ( ( 'and' | ',' ) by+=name )*
    'gives' columns+=column ( ',' columns+=column )* ( 'source' source=STRING )? rows+=row* 'end'
  ;
column : called=name ( 'in' unit=unitNames )? ;
row : ( otherwise='otherwise' | keys+=tableKey ( ',' keys+=tableKey )* ) ':' values+=literal ( ',' values+=literal )* ;
tableKey
  : called=name
  | above='above' low=bound ( 'to' high=bound )?
  | 'from' low=bound ( 'to' high=bound )?
  | low=bound 'to' high=bound
  | 'to' high=bound
  ;
bound : minus='-'? number=quantity | token=DATE ;

defineDecl : 'define' called=name words=STRING? '=' value=expr ;

// ---- rules -----------------------------------------------------------------------------------------------------------
shortForm : service=name 'requires' value=expr ;

ruleDecl : 'rule' service=name ( ',' label=name )? where=pages? cited+=cites* sections+=section* 'end' ;

section
  : 'applies' ( 'when' applies=expr | otherwise='otherwise' ) cited+=cites*
  | 'requires' requirements=body
  | 'excluded' 'when' exclusions=body
  | 'considers' considered=body
  | 'allows' allows=grant
  | 'never' 'more' 'than' never=grant
  | 'overrides' overridden+=name ( ',' overridden+=name )* cited+=cites*
  | 'not' recommended='recommended' cited+=cites*
  | 'evidence' grade=NUMBER cited+=cites*
  | 'note' note=STRING cited+=cites*
  ;

body : criteria+=criterion* | value=expr clauses+=clause* ;
criterion : label=name ':' value=expr clauses+=clause* ;
clause
  : 'unless' unless=expr
  | where=pages
  | cited=cites
  | 'text' shown=STRING
  | 'met' met=STRING
  | 'unmet' unmet=STRING
  | undocumented='undocumented' ( 'is' closing=verdict )? words=STRING?
  ;
cites : 'cites' quoted=STRING ;
pages : ( 'page' | 'pages' ) ranges+=pageRange ( ',' ranges+=pageRange )* ;
pageRange : first=NUMBER ( '-' last=NUMBER )? ;

grant
  : ( amount=quantity | use=tableUse | '(' value=expr ')' )? ( 'within' limit=sum )? ( less='less' 'used' )? ( 'when' when=expr )? cited+=cites*
  ;

// ---- examples --------------------------------------------------------------------------------------------------------
exampleDecl : 'example' title=STRING 'for' service=name ( 'under' policy=name )? clauses+=exampleClause* ;
exampleClause
  : 'requests' requests=quantity ( 'over' over=quantity )? ( 'used' used=quantity )?
  | 'given' facts+=given ( ',' facts+=given )*
  | 'expect' possible='possible' outcomes+=verdict ( ',' outcomes+=verdict )*
  | 'expect' 'criterion' of=path status=verdict
  | 'expect' outcome=verdict granted=quantity? ( 'because' reasons+=reason ( ',' reasons+=reason )* )?
  ;
reason : of=path | token=( 'allows' | 'applies' ) ;
given : called=name ( '=' value=givenValue | 'missing' why=missingReason? ) ;
missingReason : ( NAME | 'not' | 'as' ) ( '-' ( name | 'not' | 'as' ) )* ;
givenValue
  : low=literal ( 'to' high=literal )?
  | year=NUMBER '-' month=NUMBER
  | 'either'? '{' choices+=literal ( ',' choices+=literal )* '}'
  | list='[' ( elements+=givenValue ( ',' elements+=givenValue )* )? ']' incomplete='incomplete'?
  | record='{' ( fields+=given ( ',' fields+=given )* )? '}'
  ;

// ---- expressions -----------------------------------------------------------------------------------------------------
// Flat on purpose: a mix of `and` and `or` is refused by the tree builder. A `where` reaches as far as it can, so what is open to
// the right stands only last, or in parentheses.
expr : terms+=term ( junctions+=junction terms+=term )* ( junctions+=junction last=openTerm )? | last=openTerm ;
junction : 'and' | 'or' ;
term : nots+='not'* subject=sum tail=test? ;
openTerm : nots+='not'* what=open ;
test
  : op='<' right=sum
  | op='<=' right=sum
  | op='>' right=sum
  | op='>=' right=sum
  | op='is' negated='not'? right=sum
  | op='is' negated='not'? looked=( 'documented' | 'exact' )
  | negated='not'? op='in' right=sum
  | op='between' low=sum 'and' high=sum
  | op='within' duration=sum side=( 'before' | 'after' ) anchor=sum
  ;

open
  : counted=countHead 'where' condition=expr ( IN_UNIT unit=name )?
  | listed=listHead 'where' condition=expr
  | every='every' of=path called=alias? ( 'where' condition=expr )? 'has' holds=expr
  | 'latest' of=path called=alias? 'by' by=name ( 'where' condition=expr )? 'has' holds=expr
  ;
countHead : 'count' 'of' of=path called=alias? ( IN_UNIT unit=name )? ;
listHead
  : kind='some' of=path called=alias?
  | 'count' 'of' kind='distinct' attribute=name 'in' of=path called=alias?
  | kind='sum' 'of' attribute=name 'in' of=path called=alias?
  | kind='least' attribute=name 'in' of=path called=alias?
  | kind='greatest' attribute=name 'in' of=path called=alias?
  | kind='latest' attribute=name 'in' of=path called=alias? 'by' by=name
  | kind='at' 'least' number=NUMBER 'of' kinds=set 'in' of=path called=alias? 'by' by=name
  ;
alias : 'as' called=name ;

sum : operands+=product ( operators+=( '+' | '-' ) operands+=product )* ;
product : operands+=unary ( operators+=( '*' | '/' ) operands+=unary )* ;
unary : minuses+='-'* operand=primary ;
primary
  : value=atom
  | counted=countHead
  | listed=listHead
  | members=set
  | branches=group
  | 'time' 'from' from=atom 'to' to=atom
  | 'whole' whole=( 'years' | 'months' | 'days' ) 'of' of=atom
  ;
atom
  : number=quantity
  | token=( DATE | CODE | STRING )
  | named=path
  | use=tableUse
  | '(' value=expr ')'
  ;
set : '{' elements+=sum ( ',' elements+=sum )* '}' ;
group : ( kind='all' 'of' | kind='any' 'of' | kind='at' 'least' number=NUMBER 'of' ) branches+=criterion* 'end' ;
tableUse : table=name '(' arguments+=expr ( ',' arguments+=expr )* ')' ( '.' gives=name )? ;
path : first=name ( '.' second=name )? ;

literal : minus='-'? number=quantity | token=( DATE | CODE | STRING ) | word=name ;
quantity : number=NUMBER unit=unitLiteral? ;
unitLiteral : parts+=unitPart ( joins+=( UNIT_TIMES | UNIT_PER ) parts+=unitPart )* ;
unitPart : UNIT | UNIT_OPEN nested=unitLiteral UNIT_CLOSE ;
unitNames : parts+=unitName ( joins+=( '*' | '/' ) parts+=unitName )* ;
unitName : called=name | percent='%' | '(' nested=unitNames ')' ;

// ---- names: every word but the reserved ones -------------------------------------------------------------------------
name
  : NAME
  | 'above' | 'after' | 'all' | 'allowance' | 'any' | 'assumed' | 'because' | 'before' | 'by' | 'choice' | 'cites'
  | 'code' | 'codes' | 'conflict' | 'considers' | 'consults' | 'count' | 'criterion' | 'date' | 'days' | 'distinct'
  | 'duration' | 'effective' | 'either' | 'evidence' | 'exclusion' | 'expect' | 'fact' | 'for' | 'given' | 'gives'
  | 'guideline' | 'incomplete' | 'less' | 'list' | 'met' | 'missing' | 'months' | 'more' | 'needs' | 'never' | 'no'
  | 'note' | 'number' | 'over' | 'page' | 'pages' | 'policy' | 'possible' | 'precept' | 'recommended' | 'request'
  | 'requests' | 'requirement' | 'review' | 'says' | 'scale' | 'service' | 'signed' | 'silent' | 'source' | 'stated'
  | 'sum' | 'text' | 'than' | 'the' | 'then' | 'time' | 'under' | 'unit' | 'unmet' | 'until' | 'used' | 'uses'
  | 'vocabulary' | 'years' | 'yes'
  ;
// A type may not be called like a built-in one.
typeName
  : NAME
  | 'above' | 'after' | 'all' | 'allowance' | 'any' | 'assumed' | 'because' | 'before' | 'by' | 'choice' | 'cites'
  | 'codes' | 'conflict' | 'considers' | 'consults' | 'criterion' | 'days' | 'distinct' | 'effective' | 'either'
  | 'evidence' | 'exclusion' | 'expect' | 'fact' | 'for' | 'given' | 'gives' | 'guideline' | 'incomplete' | 'less'
  | 'met' | 'missing' | 'months' | 'more' | 'needs' | 'never' | 'no' | 'note' | 'over' | 'page' | 'pages' | 'policy'
  | 'possible' | 'precept' | 'recommended' | 'request' | 'requests' | 'requirement' | 'review' | 'says' | 'scale'
  | 'service' | 'silent' | 'source' | 'stated' | 'sum' | 'than' | 'the' | 'then' | 'time' | 'under' | 'unit'
  | 'unmet' | 'until' | 'used' | 'uses' | 'vocabulary' | 'years'
  ;
// Outcomes, statuses and closings. Which of them belongs where is the checker's to say.
verdict : NAME | 'met' | 'unmet' | 'undocumented' ;

// ---- tokens ------------------------------------------------------------------------------------------------------------
// Reserved words first, then the words that are keywords in their places and names elsewhere.
K_ALLOWS : 'allows' ; K_AND : 'and' ; K_APPLIES : 'applies' ; K_AS : 'as' ; K_AT : 'at' ; K_BETWEEN : 'between' ;
K_DEFINE : 'define' ; K_DOCUMENTED : 'documented' ; K_END : 'end' ; K_EVERY : 'every' ; K_EXACT : 'exact' ;
K_EXAMPLE : 'example' ; K_EXCLUDED : 'excluded' ; K_FROM : 'from' ; K_GREATEST : 'greatest' ; K_HAS : 'has' ; K_IN : 'in' ;
K_IS : 'is' ; K_LATEST : 'latest' ; K_LEAST : 'least' ; K_NOT : 'not' ; K_OF : 'of' ; K_OR : 'or' ;
K_OTHERWISE : 'otherwise' ; K_OVERRIDES : 'overrides' ; K_RECORD : 'record' ; K_REQUIRES : 'requires' ; K_RULE : 'rule' ;
K_SOME : 'some' ; K_TABLE : 'table' ; K_TO : 'to' ; K_UNDOCUMENTED : 'undocumented' ; K_UNLESS : 'unless' ;
K_WHEN : 'when' ; K_WHERE : 'where' ; K_WHOLE : 'whole' ; K_WITHIN : 'within' ;

K_ABOVE : 'above' ; K_AFTER : 'after' ; K_ALL : 'all' ; K_ALLOWANCE : 'allowance' ; K_ANY : 'any' ; K_ASSUMED : 'assumed' ;
K_BECAUSE : 'because' ; K_BEFORE : 'before' ; K_BY : 'by' ; K_CHOICE : 'choice' ; K_CITES : 'cites' ; K_CODE : 'code' ;
K_CODES : 'codes' ; K_CONFLICT : 'conflict' ; K_CONSIDERS : 'considers' ; K_CONSULTS : 'consults' ; K_COUNT : 'count' ;
K_CRITERION : 'criterion' ; K_DATE : 'date' ; K_DAYS : 'days' ; K_DISTINCT : 'distinct' ; K_DURATION : 'duration' ;
K_EFFECTIVE : 'effective' ; K_EITHER : 'either' ; K_EVIDENCE : 'evidence' ; K_EXCLUSION : 'exclusion' ;
K_EXPECT : 'expect' ; K_FACT : 'fact' ; K_FOR : 'for' ; K_GIVEN : 'given' ; K_GIVES : 'gives' ; K_GUIDELINE : 'guideline' ;
K_INCOMPLETE : 'incomplete' ; K_LESS : 'less' ; K_LIST : 'list' ; K_MET : 'met' ; K_MISSING : 'missing' ;
K_MONTHS : 'months' ; K_MORE : 'more' ; K_NEEDS : 'needs' ; K_NEVER : 'never' ; K_NO : 'no' ; K_NOTE : 'note' ;
K_NUMBER : 'number' ; K_OVER : 'over' ; K_PAGE : 'page' ; K_PAGES : 'pages' ; K_POLICY : 'policy' ;
K_POSSIBLE : 'possible' ; K_PRECEPT : 'precept' ; K_RECOMMENDED : 'recommended' ; K_REQUEST : 'request' ;
K_REQUESTS : 'requests' ; K_REQUIREMENT : 'requirement' ; K_REVIEW : 'review' ; K_SAYS : 'says' ; K_SCALE : 'scale' ;
K_SERVICE : 'service' ; K_SIGNED : 'signed' ; K_SILENT : 'silent' ; K_SOURCE : 'source' ; K_STATED : 'stated' ;
K_SUM : 'sum' ; K_TEXT : 'text' ; K_THAN : 'than' ; K_THE : 'the' ; K_THEN : 'then' ; K_TIME : 'time' ; K_UNDER : 'under' ;
K_UNIT : 'unit' ; K_UNMET : 'unmet' ; K_UNTIL : 'until' ; K_USED : 'used' ; K_USES : 'uses' ; K_VOCABULARY : 'vocabulary' ;
K_YEARS : 'years' ; K_YES : 'yes' ;

DATE : D D D D '-' D D '-' D D ;
CODE : [A-Z] D [0-9A-Z]* ( '.' [0-9A-Z]+ )? ( '.'? '*' )? | D+ [A-Z] [0-9A-Z]* ( '.'? '*' )? ;
NUMBER : D+ ( '.' D+ )? ;
NAME : [a-z] [a-z0-9_]* ;

// A string holds no empty line, so one that is not closed ends there.
STRING : OPEN_LINES ( '\n' [ \t\r]* )? '"' ;
STRING_OPEN : OPEN_LINES ;

LESS : '<' ; LESS_EQUAL : '<=' ; GREATER : '>' ; GREATER_EQUAL : '>=' ; EQUAL : '=' ;
PLUS : '+' ; MINUS : '-' ; TIMES : '*' ; PER : '/' ; PERCENT : '%' ;
COLON : ':' ; COMMA : ',' ; DOT : '.' ; OPEN : '(' ; CLOSE : ')' ; OPEN_BRACE : '{' ; CLOSE_BRACE : '}' ; OPEN_LIST : '[' ; CLOSE_LIST : ']' ;

SPACE : [ \t\r\n]+ ;
COMMENT : '#' ~[\n]* ;

// What people write by habit from elsewhere; the token pass says what Precept writes instead.
WRONG_NAME : [A-Za-z_] [A-Za-z0-9_]* ;
WRONG_OPERATOR : '==' | '===' | '!=' | '<>' | '=<' | '=>' | '&&' | '&' | '||' | '|' | '!' | ';' | '->' ;
WRONG_LETTER : '\u007F' ;
WRONG : . ;

fragment D : [0-9] ;
fragment ESCAPE : '\\' ~[\n] ;
fragment OPEN_LINES : '"' ( ~["\\\n] | ESCAPE )* ( '\n' [ \t\r]* ( ~["\\\n \t\r] | ESCAPE ) ( ~["\\\n] | ESCAPE )* )* ;
