namespace Prilavok.Testing;

/// <summary>What a receiver does to whoever calls it.</summary>
public enum Hostility
{
    EndlessBody,

    /// <summary>The head never ends: a byte now and then.</summary>
    DrippingHead,

    /// <summary>The body never ends: a byte now and then.</summary>
    DrippingBody,

    /// <summary>A gigabyte of zeros in some megabytes.</summary>
    GzipBomb,

    ManyHeaders,

    /// <summary>The connection breaks in the middle of the body.</summary>
    Reset,

    /// <summary>Two megabytes of a page where a few bytes are expected.</summary>
    Markup,

    /// <summary>To <see cref="HostileServer.Trap"/>.</summary>
    Redirect,
}
