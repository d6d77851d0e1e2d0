namespace Connect.JavaCompatibility.Tests;

public sealed class JaasEntryTests
{
    [TestCase("""org.X required username="a\"b" password="c d;=";""", "a\"b", "c d;=")]
    [TestCase("org.X required username=a password=b;", "a", "b")]
    [TestCase("org.X required\n username='a'\n password='b' ;", "a", "b")]
    public void Options_are_read_as_Java_reads_them(string text, string user, string password)
    {
        var entry = JaasEntry.Parse(text);

        Assert.That(entry.Module, Is.EqualTo("X"));
        Assert.That(entry.Require("username"), Is.EqualTo(user));
        Assert.That(entry.Require("password"), Is.EqualTo(password));
    }

    [TestCase("X required password=\"secret")]
    [TestCase("X required password=")]
    [TestCase("X required =secret;")]
    [TestCase("X required password=secret")]
    [TestCase("X required password=secret; Y required password=secret;")]
    public void Broken_text_is_refused_without_being_shown(string text) =>
        Assert.That(() => JaasEntry.Parse(text), Throws.TypeOf<FormatException>().With.Message.Not.Contains("secret"));
}
