import java.lang.reflect.Field;
import java.util.*;
import java.util.regex.Pattern;

/**
 * Prints every character set that java.util.regex of the running Java knows by name, one a line:
 *   kind names ranges     kind P: \p{name}; U: \p{Isname}; X: \p{name} under (?U); S: scripts; B: blocks (names without blanks, '_' and '-')
 * A range is gap.length in base 36, counted from the end of the range before (".length" left out for one character).
 * Run: java --add-opens java.base/java.lang=ALL-UNNAMED DumpCharacterSets.java > character-sets.txt   (Java 17)
 */
public class DumpCharacterSets {
    public static void main(String[] args) throws Exception {
        for (String name : ("Lu Ll Lt Lm Lo Mn Me Mc Nd Nl No Zs Zl Zp Cc Cf Co Cs Cn Pd Ps Pe Pc Po Sm Sc Sk So Pi Pf "
            + "javaLowerCase javaUpperCase javaJavaIdentifierStart javaJavaIdentifierPart javaUnicodeIdentifierStart javaUnicodeIdentifierPart "
            + "javaIdentifierIgnorable javaWhitespace javaMirrored").split(" "))
            print("P", name, "\\p{" + name + "}");
        for (String name : "ALPHABETIC HEX_DIGIT,HEXDIGIT IDEOGRAPHIC JOIN_CONTROL,JOINCONTROL NONCHARACTER_CODE_POINT,NONCHARACTERCODEPOINT WHITE_SPACE,WHITESPACE".split(" "))
            print("U", name, "\\p{Is" + name.split(",")[0] + "}");
        for (String name : "PUNCT GRAPH PRINT".split(" "))
            print("X", name, "(?U)\\p{" + name + "}");
        scripts();
        blocks();
    }

    static void scripts() {
        Map<Character.UnicodeScript, TreeSet<String>> names = new TreeMap<>();
        for (var script : Character.UnicodeScript.values())
            names.put(script, new TreeSet<>(List.of(script.name())));
        for (int n = 0; n < 26 * 26 * 26 * 26; n++) {
            String code = "" + (char) ('A' + n / 17576) + (char) ('A' + n / 676 % 26) + (char) ('A' + n / 26 % 26) + (char) ('A' + n % 26);
            try { names.get(Character.UnicodeScript.forName(code)).add(code); } catch (IllegalArgumentException e) { /* no such code */ }
        }
        for (var script : names.entrySet())
            print("S", String.join(",", script.getValue()), "\\p{script=" + script.getKey().name() + "}");
    }

    @SuppressWarnings("unchecked")
    static void blocks() throws Exception {
        Field map = Character.UnicodeBlock.class.getDeclaredField("map");
        map.setAccessible(true);
        Map<String, TreeSet<String>> names = new TreeMap<>();
        for (var entry : ((Map<String, Character.UnicodeBlock>) map.get(null)).entrySet())
            names.computeIfAbsent(entry.getValue().toString(), k -> new TreeSet<>()).add(entry.getKey().toUpperCase(Locale.ROOT).replaceAll("[ _-]", ""));
        for (var block : names.entrySet())
            print("B", String.join(",", block.getValue()), "\\p{blk=" + block.getKey() + "}");
    }

    static void print(String kind, String names, String regex) {
        Pattern pattern = Pattern.compile(regex);
        BitSet bits = new BitSet();
        for (int c = 0; c <= 0x10FFFF; c++)
            if (pattern.matcher(new String(Character.toChars(c))).matches()) bits.set(c);
        StringBuilder out = new StringBuilder(kind + ' ' + names);
        int end = 0;
        for (int from = bits.nextSetBit(0); from >= 0; from = bits.nextSetBit(end)) {
            out.append(' ').append(Integer.toString(from - end, 36));
            end = bits.nextClearBit(from);
            if (end - from > 1) out.append('.').append(Integer.toString(end - from, 36));
        }
        System.out.println(out);
    }
}
