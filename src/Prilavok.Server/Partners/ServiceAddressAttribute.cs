using System.ComponentModel.DataAnnotations;

namespace Prilavok.Server.Partners;

/// <summary>An option that names an address which is called; without a value it is none.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ServiceAddressAttribute : ValidationAttribute
{
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
        value is string { Length: > 0 } text && ServiceAddress.FaultOf(text) is { } fault
            ? new ValidationResult($"{validationContext.DisplayName} {fault}.")
            : ValidationResult.Success;
}
