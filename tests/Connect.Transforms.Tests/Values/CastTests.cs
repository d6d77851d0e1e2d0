using Connect.Data;

namespace Connect.Transforms.Tests.Values;

public sealed class CastTests
{
    [TestCase("INT8")]
    [TestCase("\u0131nt8", Description = "A dotless i is an I to Java.")]
    [TestCase("\u017ftring", Description = "A long s is an S to Java.")]
    public void The_names_of_types_are_read_as_Java_reads_them(string spec) =>
        Assert.That(() => new Cast(new Dictionary<string, string?> { ["spec"] = spec }), Throws.Nothing);

    [Test]
    public void Blanks_around_a_field_do_not_count_unless_Java_keeps_them()
    {
        var value = new Cast(new Dictionary<string, string?> { ["spec"] = " a :int8,b\u00a0:int8" }).Apply(
            TestRecords.Map(("a", "1"), ("b\u00a0", "2")))!.Value;
        Assert.That(((ConnectMap)value!).Values, Is.EquivalentTo(new object[] { (sbyte)1, (sbyte)2 }));
    }
}
