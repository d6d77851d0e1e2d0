namespace Greeting;

/// <summary>The first version of a library, which the tests themselves use too.</summary>
public static class Words
{
    public static string Text => "hello from 1";
}
