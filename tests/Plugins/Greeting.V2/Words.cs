namespace Greeting;

/// <summary>The second version of a library.</summary>
public static class Words
{
    public static string Text => "hello from 2";
}
