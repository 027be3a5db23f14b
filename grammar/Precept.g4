// The grammar of Precept: what may stand where (the language reference says what it means).
// In: tokens (PreceptLexer.g4, words.txt) after the token pass (compiler/syntax/tokens.cpp). Out: the generated parser. No actions.
//
// The token pass retypes what only its surroundings tell: UNIT, UNIT_TIMES, UNIT_PER, UNIT_OPEN and UNIT_CLOSE are the unit behind
// a number, IN_UNIT the `in` before the unit of a count, OR_STEP the `or` between two guidelines of one step. It drops SPACE and
// COMMENT and turns the WRONG_ tokens into what was meant, with a message. So the grammar is free of ambiguity and SLL suffices.
parser grammar Precept;

options { tokenVocab = PreceptLexer; }

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
  | shared=criterionDecl
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
  | code=( CODE | STRING )
  | above='above' low=bound ( 'to' below='below'? high=bound )?
  | 'from' low=bound ( 'to' below='below'? high=bound )?
  | low=bound 'to' below='below'? high=bound
  | 'to' high=bound
  | below='below' high=bound
  ;
bound : minus='-'? number=quantity | token=DATE ;

defineDecl : 'define' called=name words=STRING? '=' value=expr ;

// ---- rules -----------------------------------------------------------------------------------------------------------
// A criterion that several rules name by `criterion NAME`.
criterionDecl : 'criterion' made=criterion ;

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

body : criteria+=bodyCriterion* | value=expr clauses+=clause* ;
bodyCriterion : own=criterion | 'criterion' shared=name ;
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
givenMonth : year=NUMBER '-' month=NUMBER ;
missingReason : ( NAME | 'not' | 'as' ) ( '-' ( name | 'not' | 'as' ) )* ;
givenValue
  : low=literal ( 'to' ( high=literal | last=givenMonth ) )?
  | first=givenMonth ( 'to' ( last=givenMonth | high=literal ) )?
  | 'either'? '{' choices+=literal ( ',' choices+=literal )* '}'
  | list='[' ( elements+=givenValue ( ',' elements+=givenValue )* )? ']' ( incomplete='incomplete' | complete='complete' )?
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
  | 'above' | 'after' | 'all' | 'allowance' | 'any' | 'assumed' | 'because' | 'before' | 'below' | 'by' | 'choice' | 'cites'
  | 'code' | 'codes' | 'complete' | 'conflict' | 'considers' | 'consults' | 'count' | 'criterion' | 'date' | 'days' | 'distinct'
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
  | 'above' | 'after' | 'all' | 'allowance' | 'any' | 'assumed' | 'because' | 'before' | 'below' | 'by' | 'choice' | 'cites'
  | 'codes' | 'complete' | 'conflict' | 'considers' | 'consults' | 'criterion' | 'days' | 'distinct' | 'effective' | 'either'
  | 'evidence' | 'exclusion' | 'expect' | 'fact' | 'for' | 'given' | 'gives' | 'guideline' | 'incomplete' | 'less'
  | 'met' | 'missing' | 'months' | 'more' | 'needs' | 'never' | 'no' | 'note' | 'over' | 'page' | 'pages' | 'policy'
  | 'possible' | 'precept' | 'recommended' | 'request' | 'requests' | 'requirement' | 'review' | 'says' | 'scale'
  | 'service' | 'silent' | 'source' | 'stated' | 'sum' | 'than' | 'the' | 'then' | 'time' | 'under' | 'unit'
  | 'unmet' | 'until' | 'used' | 'uses' | 'vocabulary' | 'years'
  ;
// Outcomes, statuses and closings. Which of them belongs where is the checker's to say.
verdict : NAME | 'met' | 'unmet' | 'undocumented' ;
