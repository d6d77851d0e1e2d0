using Connect.JavaCompatibility.Patterns;

namespace Connect.JavaCompatibility.Tests.Patterns;

/// <summary>Expectations were taken from java.util.regex of Java 17.</summary>
public sealed class JavaRegexTests
{
    [TestCase("a|ab", "ab", true)]
    [TestCase("[a-z&&[^b]]+", "acd", true)]
    [TestCase("[a-z&&[^b]]+", "abc", false)]
    [TestCase("[a-z&&d-f&&[^e]]+", "df", true)]
    [TestCase("[a[b-c]]+", "abc", true)]
    [TestCase("[]a]", "]", true)]
    [TestCase("[^]a]", "]", false)]
    [TestCase("a{2}{3}", "aa", true)]
    [TestCase("\\Qa.b\\E+", "a.bbb", true)]
    [TestCase("\\Q[", "[", true)]
    [TestCase("[\\Q^]\\E]+", "]^", true)]
    [TestCase("\\x{1F600}", "😀", true)]
    [TestCase("\\uD83D\\uDE00", "😀", true)]
    [TestCase("\\0141\\x62\\cA\\e\\a", "ab\u0001\u001B\a", true)]
    [TestCase("\\h\\v\\R", " \n\r\n", true)]
    [TestCase("\\R{2}", "\r\n", false)]
    [TestCase("a.b", "a\u0085b", false)]
    [TestCase("(?s)a.b", "a\nb", true)]
    [TestCase("\\w\\d\\s", "ä1 ", false)]
    [TestCase("(?iu)ä", "Ä", true)]
    [TestCase("(?iu)k", "\u212A", true)]
    [TestCase("(?i)[\\p{Lower}]", "A", true)]
    [TestCase("(?i)a(?-i)b", "AB", false)]
    [TestCase("a(?i:b)c", "aBc", true)]
    [TestCase("\\P{Lu}\\p{gc=Lu}", "aA", true)]
    [TestCase("\\p{Alpha}\\p{L}\\p{IsLl}\\pL[\\P{Punct}x]", "aäßz1", true)]
    [TestCase("[a-c[x-z]&&[^b]&&[^y]]+", "acxz", true)]
    [TestCase("[^a-c[x-z]]+", "dw", true)]
    [TestCase("[^a-c[x-z]]", "y", false)]
    [TestCase("[\\D&&[^x]]", "x", false)]
    [TestCase("[\\W\\d]+", "1-", true)]
    [TestCase("(?i)[^b-d]", "C", false)]
    [TestCase("((?<a>x)|y)(z)\\3", "yzz", true)]
    [TestCase("(a)(b)\\2\\1", "abba", true)]
    [TestCase("(a)\\11", "aa1", true)]
    [TestCase("(?<first>a)\\k<first>", "aa", true)]
    [TestCase("\\2(a)", "a", false)]
    [TestCase("a*+a", "aaa", false)]
    [TestCase("(a|ab)++c", "abc", false)]
    [TestCase("(?>a|ab)c", "abc", false)]
    [TestCase("(?=ab)a.", "ab", true)]
    [TestCase("a(?<!b)b(?<=ab)", "ab", true)]
    [TestCase("\\Aab\\z", "ab", true)]
    [TestCase("ab\\Z\\n", "ab\n", true)]
    [TestCase("ab$.*", "ab\r\n", false)]
    [TestCase("(?s)ab$.*", "ab\r\n", true)]
    [TestCase("(?m)a$\\r\\n^b", "a\r\nb", true)]
    [TestCase("a\\b{0,1}-\\bb", "a-b", true)]
    [TestCase("e\u0301\\b-", "e\u0301-", true)]
    [TestCase("", "", true)]
    [TestCase("topic-?(\\d*)", "topic-12", true)]
    public void Whole_inputs_match_as_in_Java(string pattern, string input, bool matches) =>
        Assert.That(new JavaRegex(pattern).IsFullMatch(input), Is.EqualTo(matches));

    [TestCase("(a)", "a", "$10", "a0")]
    [TestCase("(a)|(b)", "a", "[$2]", "[]")]
    [TestCase("(\\w+)\\.(\\w+)", "x a.b c", "$2.$1", "x b.a c")]
    [TestCase("(?<n>a+)", "baac", "<${n}>", "b<aa>c")]
    [TestCase("a", "a", "\\$1\\\\", "$1\\")]
    [TestCase("a|ab", "ab", "x", "xb")]
    [TestCase("q", "ab", "$9", "ab")]
    [TestCase("(.)(.)(.)(.)(.)(.)(.)(.)(.)(.)(.)", "abcdefghijk", "$11$1", "ka")]
    public void The_first_match_is_replaced_as_in_Java(string pattern, string input, string replacement, string expected) =>
        Assert.That(new JavaRegex(pattern).ReplaceFirst(input, replacement), Is.EqualTo(expected));

    [TestCase("$", "Illegal group reference: group index is missing")]
    [TestCase("$x", "Illegal group reference")]
    [TestCase("$2", "No group 2")]
    [TestCase("${q}", "No group with name {q}")]
    [TestCase("${q", "named capturing group is missing trailing '}'")]
    [TestCase("${}", "named capturing group has 0 length name")]
    [TestCase("${1a}", "capturing group name {1a} starts with digit character")]
    [TestCase("\\", "character to be escaped is missing")]
    public void A_malformed_replacement_is_refused(string replacement, string message) =>
        Assert.That(() => new JavaRegex("(a)").ReplaceFirst("a", replacement), Throws.InstanceOf<ArgumentException>().With.Message.EqualTo(message));

    [TestCase("(", "Unclosed group", 1)]
    [TestCase("[a", "Unclosed character class", 1)]
    [TestCase("*foo", "Dangling meta character '*'", 0)]
    [TestCase("a**", "Dangling meta character '*'", 2)]
    [TestCase("a)", "Unmatched closing ')'", 0)]
    [TestCase("a{2,1}", "Illegal repetition range", 5)]
    [TestCase("{x", "Illegal repetition", 1)]
    [TestCase("a{2", "Unclosed counted closure", 3)]
    [TestCase("\\y", "Illegal/unsupported escape sequence", 1)]
    [TestCase("\\", "Unexpected internal error", 1)]
    [TestCase("\\p{Nope}", "Unknown character property name {Nope}", 7)]
    [TestCase("\\p{}", "Empty character family", 3)]
    [TestCase("[z-a]", "Illegal character range", 3)]
    [TestCase("(?<1a>b)", "capturing group name does not start with a Latin letter", 3)]
    [TestCase("(?<a>b)(?<a>c)", "Named capturing group <a> is already defined", 11)]
    [TestCase("\\k<q>", "named capturing group <q> does not exist", 4)]
    [TestCase("(?z)", "Unknown inline modifier", 2)]
    public void A_pattern_that_Java_refuses_is_refused_in_its_words(string pattern, string description, int index)
    {
        var error = Assert.Throws<JavaRegexException>(() => _ = new JavaRegex(pattern))!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(error.Description, Is.EqualTo(description));
            Assert.That(error.Index, Is.EqualTo(index));
            Assert.That(error.Message, Does.StartWith($"{description} near index {index}\n{pattern}"));
        }
    }

    [TestCase(")(a", "Unmatched closing ')'\n)(a")]
    public void A_place_before_the_first_character_is_not_named(string pattern, string message) =>
        Assert.That(() => new JavaRegex(pattern), Throws.InstanceOf<JavaRegexException>().With.Message.EqualTo(message));

    [TestCase("\\X", "\\X")]
    [TestCase("a\\b{g}", "\\b{g}")]
    [TestCase("\\N{DIGIT ONE}", "\\N{")]
    [TestCase("(?c)a", "flag c")]
    [TestCase("(?x) a", "flag x")]
    [TestCase("(?iU)a", "flag U")]
    [TestCase("\\p{IsLatin}", "{IsLatin}")]
    [TestCase("\\p{InGreek}", "{InGreek}")]
    [TestCase("\\p{javaLowerCase}", "{javaLowerCase}")]
    [TestCase("\\p{sc=Grek}", "{sc=Grek}")]
    [TestCase("[😀]", "beyond U+FFFF")]
    public void What_is_not_supported_is_named(string pattern, string construct) =>
        Assert.That(
            () => new JavaRegex(pattern),
            Throws.InstanceOf<JavaRegexException>().With.Message.Contains(construct).And.Message.Contains("not supported"));

    [Test]
    public void Nesting_without_end_is_refused()
    {
        Assert.That(() => new JavaRegex(new string('(', 100_000)), Throws.InstanceOf<JavaRegexException>());
        Assert.That(() => new JavaRegex(new string('[', 100_000)), Throws.InstanceOf<JavaRegexException>());
    }

    [Test]
    public void Exponential_backtracking_ends_in_an_answer_of_the_linear_engine() =>
        Assert.That(new JavaRegex("(a+)+b").IsFullMatch(new string('a', 200)), Is.False);

    [Test]
    public void Exponential_backtracking_that_no_engine_escapes_is_an_error_that_says_so() =>
        Assert.That(
            () => new JavaRegex("(?=(a+)+b)a*").IsFullMatch(new string('a', 200)),
            Throws.InstanceOf<TimeoutException>().With.Message.Contains("longer than 1 s"));
}
