using Connect.Runtime.Kafka.Embedded;
using CsCheck;

namespace Connect.Runtime.Tests.Kafka.Embedded;

public class EmbeddedPartitionTests
{
    [Test]
    public void Unread_bytes_are_never_reckoned_too_few()
        => Gen.Select(Gen.Int[1, 20_000].Array[1, 400], Gen.Int[0, 400]).Sample((sizes, read) =>
        {
            read = Math.Min(read, sizes.Length);
            var partition = new EmbeddedPartition();
            partition.SetPosition("g", 0);
            for (var i = 0; i < sizes.Length; i++)
                partition.Add(i, sizes[i]);
            partition.SetPosition("g", read);

            var truth = sizes.Skip(read).Sum(size => (long)size);
            return partition.FindSlowest()!.Value.Bytes >= Math.Min(truth, 8L << 20) && partition.FindSlowest()!.Value.Bytes <= truth + (64 << 10);
        });

    [Test]
    public void Slowest_group_counts()
    {
        var partition = new EmbeddedPartition();
        partition.SetPosition("fast", 0);
        partition.SetPosition("slow", 0);
        for (var i = 0; i < 100; i++)
            partition.Add(i, 10_000);
        partition.SetPosition("fast", 100);

        var before = partition.FindSlowest();
        partition.Remove("slow");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(before!.Value.Group, Is.EqualTo("slow"));
            Assert.That(before.Value.Bytes, Is.EqualTo(1_000_000));
            Assert.That(partition.FindSlowest()!.Value.Group, Is.EqualTo("fast"));
        }
    }
}
