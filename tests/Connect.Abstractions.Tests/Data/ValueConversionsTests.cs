using Connect.Data;

namespace Connect.Abstractions.Tests.Data;

public sealed class ValueConversionsTests
{
    private const long FirstMillisecondOfTheEra = -62_135_769_600_000;

    [Test]
    public void A_timestamp_since_the_year_1_has_a_time_of_day() =>
        Assert.That(ValueConversions.ToTime(LogicalTypes.Timestamp, new ConnectInstant(FirstMillisecondOfTheEra)), Is.EqualTo(TimeOnly.MinValue));

    [Test]
    public void A_timestamp_before_the_year_1_has_none() =>
        Assert.That(
            () => ValueConversions.ToTime(LogicalTypes.Timestamp, new ConnectInstant(FirstMillisecondOfTheEra - 1)), Throws.TypeOf<DataException>());
}
