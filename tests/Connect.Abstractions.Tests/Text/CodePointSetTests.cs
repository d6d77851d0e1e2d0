using Connect.Text.Patterns;
using CsCheck;

namespace Connect.Abstractions.Tests.Text;

public sealed class CodePointSetTests
{
    private static readonly Gen<CodePointSet> Sets = Gen.Select(Gen.Int[0, 60], Gen.Int[0, 20])
        .Select((first, length) => (first, first + length)).List[0, 5].Select(ranges => CodePointSet.FromRanges(ranges));

    [Test]
    public void Sets_follow_the_laws_of_sets() => Gen.Select(Sets, Sets, Gen.Int[0, 90]).Sample((a, b, member) =>
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(a.Union(b).Contains(member), Is.EqualTo(a.Contains(member) || b.Contains(member)));
            Assert.That(a.Intersect(b).Contains(member), Is.EqualTo(a.Contains(member) && b.Contains(member)));
            Assert.That(a.Complement().Contains(member), Is.EqualTo(!a.Contains(member)));
            Assert.That(a.Except(b).Contains(member), Is.EqualTo(a.Contains(member) && !b.Contains(member)));
            Assert.That(a.Complement().Complement().Ranges(), Is.EqualTo(a.Ranges()));
        }
    });
}
