// The tokens of Precept. Every word is a NAME here; the lexer's loop in compiler/syntax looks it up among the words of words.txt,
// which keeps the generated tables, and so every start of the program, small.
// Non-ASCII characters arrive as \u007F, for the same reason; only strings and comments may hold them. No actions.
lexer grammar PreceptLexer;

options { tokenVocab = Words; }

DATE : D D D D '-' D D '-' D D ;
CODE : [A-Z] D [0-9A-Z]* ( '.' [0-9A-Z]+ )? ( '.'? '*' )? | [A-Z] [0-9A-Z]* '*' | D+ [A-Z] [0-9A-Z]* ( '.'? '*' )? ;
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
