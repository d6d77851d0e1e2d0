using System.Globalization;
using System.Text;
using Connect.Runtime.Kafka;

namespace Connect.Tests.Brokers;

/// <summary>Records whose value is a number.</summary>
internal static class TestRecords
{
    public static byte[] Bytes(int number) => Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture));

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    public static int Number(ConsumedRecord record) => int.Parse(Encoding.ASCII.GetString(record.Value!), CultureInfo.InvariantCulture);
}
