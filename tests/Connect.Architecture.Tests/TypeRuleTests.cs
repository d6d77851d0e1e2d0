using System.Reflection;
using System.Runtime.CompilerServices;

namespace Connect.Architecture.Tests;

public class TypeRuleTests
{
    private static IReadOnlyList<Assembly> Assemblies { get; } =
        [.. Repository.Projects.Where(project => project != "Connect.Worker").Select(project => Assembly.Load(project))];

    [TestCaseSource(nameof(Assemblies))]
    public void An_internal_class_is_sealed_static_or_made_to_be_derived_from(Assembly assembly) =>
        Assert.That(
            assembly.GetTypes().Where(type =>
                type is { IsClass: true, IsPublic: false, IsNested: false, IsSealed: false, IsAbstract: false }
                && !type.IsDefined(typeof(CompilerGeneratedAttribute), false)
                && !assembly.GetTypes()
                    .Any(other => other.BaseType == type
                        || (other.BaseType is { IsGenericType: true } generic && generic.GetGenericTypeDefinition() == type))),
            Is.Empty);

    [Test]
    public void At_most_a_quarter_of_the_runtime_is_public()
    {
        var types = Assembly.Load("Connect.Runtime").GetTypes()
            .Where(type => !type.IsNested && !type.IsDefined(typeof(CompilerGeneratedAttribute), false)).ToList();
        Assert.That(types.Count(type => type.IsPublic), Is.LessThanOrEqualTo(types.Count / 4));
    }

    [TestCaseSource(nameof(Assemblies))]
    public void No_state_is_static_and_mutable(Assembly assembly) =>
        Assert.That(
            assembly.GetTypes()
                .Where(type => !type.IsDefined(typeof(CompilerGeneratedAttribute), false) && !type.Name.Contains('<', StringComparison.Ordinal))
                .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
                .Where(field => field is { IsInitOnly: false, IsLiteral: false } && !field.IsDefined(typeof(CompilerGeneratedAttribute), false)
                    && !field.IsDefined(typeof(ThreadStaticAttribute), false))
                .Select(field => $"{field.DeclaringType}.{field.Name}"),
            Is.Empty);
}
