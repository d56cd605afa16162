/**
 * The directory's own attributes (sds 2.3): name and the end of its OID below 1.2.826.0.1285.0, by
 * equality rule and number of values. All are directory strings; none has a substring or ordering rule.
 */
export interface OwnAttributes {
  readonly equality?: 'caseExactMatch' | 'caseIgnoreMatch'
  readonly single: boolean
  /** `name end-of-oid`, separated by commas. */
  readonly types: string
}

export const OWN_ARC = '1.2.826.0.1285.0'

export const OWN_ATTRIBUTES: readonly OwnAttributes[] = [
  {
    equality: 'caseExactMatch',
    single: true,
    types: `
      nhsCountry 1.2, nhsIDCode 1.10, nhsSHAcode 1.23, nhsJobRole 2.1.44,
      nhsMHSServiceName 2.1.80, nhsMHSActionName 2.1.83, nhsMhsSvcIA 2.1.123,
      nhsMhsCPAId 2.1.124, nhsGNC 2.1.125, nhsWgClosed 2.1.131, nhsWgRoot 2.1.134,
      nhsWgType 2.1.138, nhsGMC 2.1.164, nhsGDP 2.1.165, nhsGMP 2.1.168, nhsOrgTypeCode 2.1.234`,
  },
  {
    equality: 'caseExactMatch',
    single: false,
    types: `
      nhsWorkGroups 2.1.26, nhsOrgSubType 2.1.34, nhsAreaOfWork 2.1.45,
      nhsBusinessFunctions 2.1.46, nhsOCSPredecessor 2.1.52, nhsSiteCodes 2.1.56,
      nhsDeptCodes 2.1.57, nhsMHSCategoryBag 2.1.81, nhsMHSEndPoint 2.1.84, nhsMHSActor 2.1.93,
      nhsJobRoleCode 2.1.104, nhsAreaOfWorkCodes 2.1.105, nhsBusinessFunctionsCodes 2.1.106,
      nhsWorkGroupsCodes 2.1.107, nhsAsACF 2.1.121, nhsAsSvcIA 2.1.122, nhsCwgId 2.1.136`,
  },
  {
    equality: 'caseIgnoreMatch',
    single: true,
    types: `
      nhsMHSPartyKey 2.1.82, nhsPCTCode 2.1.42, nhsProductName 2.1.157,
      nhsProductVersion 2.1.158, nhsMhsManufacturerOrg 2.1.299`,
  },
  {
    equality: 'caseIgnoreMatch',
    single: false,
    types: `
      nhsRoles 1.12, nhsAltOrgNames 1.16, nhsSiteNames 2.1.47, nhsAsClient 2.1.175,
      nhsAsCategoryBag 2.1.176, nhsAlertMethod 2.1.19, nhsAlertBlock 2.1.20,
      nhsAltAlertRecipient 2.1.21, nhsOrgMail 2.1.59`,
  },
  {
    single: true,
    types: `
      nhsRestricted 2.1.239, nhsNN4BName 2.1.244, nhsLeftDate 2.1.37, nhsJoinDate 2.1.36,
      nhsDHSCcode 2.1.30, nhsOrgType 1.15, nhsOrgOpenDate 2.1.32, nhsOrgCloseDate 2.1.33,
      nhsParentOrgCode 2.1.35, nhsRA 2.1.43, nhsPersonStatus 2.1.55,
      nhsMHSServiceDescription 2.1.85, nhsMHSIsAuthenticated 2.1.86,
      nhsMHSPersistDuration 2.1.87, nhsMHSRetries 2.1.88, nhsMHSRetryInterval 2.1.89,
      nhsMHSSyncReplyMode 2.1.90, nhsMHSAckRequested 2.1.91, nhsMHSDuplicateElimination 2.1.92,
      nhsMiddleNames 2.1.111, nhsPuSecret 2.1.113, nhsTelUID 2.1.115, nhsMHsSN 2.1.126,
      nhsMHsIN 2.1.127, nhsPwgId 2.1.135, nhsLegalEst 2.1.137, nhsLrOrderExpiry 2.1.139,
      nhsLrExprsExpiry 2.1.140, nhsLrCpmlnExpiry 2.1.141, nhsLrRefAbanFreeze 2.1.142,
      nhsLrRefDisFreeze 2.1.143, nhsLrRefAccFreeze 2.1.144, nhsLrRefExpFreeze 2.1.145,
      nhsLrRegFreeze 2.1.146, nhsLrRegExpiry 2.1.147, nhsLrSrefFreeze 2.1.148,
      nhsLrRefPostAccFreeze 2.1.149, nhsLrRefAccExpiry 2.1.150, nhsLrCreateExpiry 2.1.151,
      nhsLrCloseExpiry 2.1.152, nhsLrGrantExpiry 2.1.153, nhsLrSelfExpiry 2.1.154,
      nhsSupPrescriber 2.1.161, nhsPrinOcc 2.1.162, nhsRPSGB 2.1.163, nhsRCN 2.1.166,
      nhsConsultant 2.1.167, nhsGDC 2.1.169, nhsNMC 2.1.170, nhsCreateDate 2.1.171,
      nhsStatus 2.1.174, nhsWgStatus 2.1.178, nhsRequestorURP 2.1.214, nhsDateRequested 2.1.215,
      nhsApproverURP 2.1.216, nhsDateApproved 2.1.217, nhsDNSApprover 2.1.218,
      nhsDateDNSApproved 2.1.219, nhsProductKey 2.1.220, nhsEPInteractionType 2.1.222,
      nhsContractPropertyTemplateKey 2.1.223, nhsMhsFQDN 2.1.224, nhsMhsIPAddress 2.1.225,
      nhsMhsNetwork 2.1.226, nhsMhsSinCode 2.1.227, nhsLrGPDeregFreeze 2.1.228,
      nhsLrGPDeregExpiry 2.1.229, nhsSyntheticIndicator 2.1.235, nhsNN4BCode 2.1.245,
      firstchangenumber 2.1.296, lastchangenumber 2.1.297, changenumber 2.1.298`,
  },
  {
    single: false,
    types: `
      nhsOCSSuccessor 2.1.53, nhsOCSPRCode 2.1.54, nhsList3Code 2.1.109, nhsList3Name 2.1.108,
      nhsList2Code 2.1.100, nhsList2Name 2.1.101, nhsList1Code 2.1.102, nhsList1Name 2.1.103,
      nhsXPwgId 2.1.179, nhsXCwgId 2.1.180, nhsEBS 2.1.281`,
  },
]
