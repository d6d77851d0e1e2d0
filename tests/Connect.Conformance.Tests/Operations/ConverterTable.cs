using Connect.Converters;

namespace Connect.Conformance.Tests.Operations;

/// <summary>Makes shipped converters by the names of Kafka Connect's classes.</summary>
internal static class ConverterTable
{
    public static IConverter Converter(string className, IReadOnlyDictionary<string, string?> config) =>
        ShippedConverters.Converters.Single(descriptor => descriptor.ClassName == className).Create(NoServices.Instance, config);

    public static IHeaderConverter HeaderConverter(string className, IReadOnlyDictionary<string, string?> config) =>
        ShippedConverters.HeaderConverters.Single(descriptor => descriptor.ClassName == className).Create(NoServices.Instance, config);

    private sealed class NoServices : IServiceProvider
    {
        public static readonly NoServices Instance = new();

        public object? GetService(Type serviceType) => null;
    }
}
