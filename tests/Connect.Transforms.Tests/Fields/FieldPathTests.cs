using System.Text;
using Connect.Data;
using Connect.Transforms.Fields;

namespace Connect.Transforms.Tests.Fields;

public sealed class FieldPathTests
{
    [TestCase("a.b", "a|b")]
    [TestCase("`a.b`.c", "a.b|c")]
    [TestCase("a.`b.c`", "a|b.c")]
    [TestCase("a.", "a|")]
    [TestCase("..", "||")]
    [TestCase("a.b`c.d", "a|b`c|d")]
    [TestCase("`b`c`.d", "b`c|d")]
    [TestCase("``", "")]
    [TestCase("`a\\`.b`", "a`.b")]
    [TestCase("`a\\\\`.b`", "a\\`.b")]
    public void Paths_have_steps(string path, string steps) =>
        Assert.That(string.Join('|', FieldPathParser.Parse(path)), Is.EqualTo(steps));

    [TestCase("`a.b", 0)]
    [TestCase("a.`b.c", 2)]
    [TestCase("`a`b.c", 0)]
    [TestCase("a.`", 2)]
    public void A_backtick_without_a_partner_is_refused_with_its_place(string path, int position) =>
        Assert.That(() => FieldPathParser.Parse(path), Throws.InstanceOf<ConfigException>().With.Message.EqualTo(
            $"Incomplete backtick pair in path: [{path}], consider adding a backslash before backtick at position {position} to escape it"));

    [Test]
    public void A_plain_name_keeps_its_dots() =>
        Assert.That(FieldPath.Parse("a.b", FieldSyntaxVersion.V1).ValueIn(new ConnectMap { ["a.b"] = 1 }), Is.EqualTo(1));

    [Test]
    [Category("Fuzz")]
    public void Quoted_steps_come_back_whatever_they_hold()
    {
        const string Characters = "ab.`\\ é\0";
        var random = new Random(FuzzCount.Seed);
        for (var i = 0; i < FuzzCount.Value; i++)
        {
            var path = string.Concat(Enumerable.Range(0, random.Next(0, 12)).Select(_ => Characters[random.Next(Characters.Length)]));
            try
            {
                Assert.That(FieldPathParser.Parse(path), Is.Not.Empty);
            }
            catch (ConfigException e)
            {
                Assert.That(e.Message, Does.Contain($"[{path}]"));
            }

            // A step that ends in neither a backtick nor a backslash can be quoted by escaping the backticks before its dots.
            var step = new StringBuilder(path.TrimEnd('`', '\\')).Replace("\\", "").Append('z');
            var quoted = $"`{step.Replace("`.", "\\`.")}`.last";
            Assert.That(
                FieldPathParser.Parse(quoted), Is.EqualTo(new[] { quoted[1..^6].Replace("\\`.", "`.", StringComparison.Ordinal), "last" }), quoted);
        }
    }
}
