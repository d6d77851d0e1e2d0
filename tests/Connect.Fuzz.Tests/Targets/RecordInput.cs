using System.Text;
using Connect.Runtime.Kafka.Logs;

namespace Connect.Fuzz.Tests.Targets;

/// <summary>A record as one input: the key, a line end, the value; without a line end a tombstone.</summary>
internal static class RecordInput
{
    public static byte[] Of(string key, string? value) => Encoding.UTF8.GetBytes(value is null ? key : $"{key}\n{value}");

    public static (byte[]? Key, byte[]? Value) Split(byte[] input)
    {
        var end = Array.IndexOf(input, (byte)'\n');
        return input.Length == 0 ? (null, null) : end < 0 ? (input, null) : (input[..end], input[(end + 1)..]);
    }

    public static LogRecord Record(byte[] input, long offset)
    {
        var (key, value) = Split(input);
        return new LogRecord(key, value, 0, offset, -1);
    }
}
