namespace Connect.Transforms.Tests.Values;

public sealed class CastTests
{
    [TestCase("INT8")]
    [TestCase("\u0131nt8", Description = "A dotless i is an I to Java.")]
    [TestCase("\u017ftring", Description = "A long s is an S to Java.")]
    public void The_names_of_types_are_read_as_Java_reads_them(string spec) =>
        Assert.That(() => new Cast(new Dictionary<string, string?> { ["spec"] = spec }), Throws.Nothing);
}
