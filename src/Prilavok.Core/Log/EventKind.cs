namespace Prilavok.Core.Log;

/// <summary>What an event is about. The numbers are stored.</summary>
public enum EventKind
{
    Document = 1,
    Store = 2,
    Device = 3,
    Employee = 4,
    Role = 5,
    Product = 6,
    Installation = 7,
    Token = 8,
    Subscription = 9,
    Clock = 10,
    ProductImage = 11,
    Supplier = 12,
    Push = 13,
}

public enum EventAction
{
    Created = 1,
    Updated = 2,
    Removed = 3,
}
