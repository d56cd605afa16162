/** A class of entries: what it is below, what its entries must have and may have (sds 2.4 to 2.7). */
export interface ClassRow {
  readonly oid: string
  readonly name: string
  readonly alias?: string
  readonly above?: string
  readonly kind: 'ABSTRACT' | 'STRUCTURAL' | 'AUXILIARY'
  /** Attributes, separated by blanks. */
  readonly must?: string
  readonly may?: string
}

/**
 * The classes published, those of the directory and the standard ones they stand on. What must be
 * there is published and not enforced: real entries do not have it all.
 */
export const CLASS_ROWS: readonly ClassRow[] = [
  {
    oid: '2.5.6.0',
    name: 'top',
    kind: 'ABSTRACT',
    must: 'objectClass',
  },
  {
    oid: '1.3.6.1.4.1.1466.101.120.111',
    name: 'extensibleObject',
    above: 'top',
    kind: 'AUXILIARY',
  },
  {
    oid: '1.3.6.1.4.1.4203.1.4.1',
    name: 'OpenLDAProotDSE',
    alias: 'LDAProotDSE',
    above: 'top',
    kind: 'STRUCTURAL',
    may: 'cn',
  },
  {
    oid: '2.5.17.0',
    name: 'subentry',
    above: 'top',
    kind: 'STRUCTURAL',
    must: 'cn',
  },
  {
    oid: '2.5.20.1',
    name: 'subschema',
    kind: 'AUXILIARY',
    may: `
      objectClasses attributeTypes matchingRules
      matchingRuleUse`,
  },
  {
    oid: '2.5.6.2',
    name: 'country',
    above: 'top',
    kind: 'STRUCTURAL',
    must: 'c',
    may: 'searchGuide description',
  },
  {
    oid: '2.5.6.3',
    name: 'locality',
    above: 'top',
    kind: 'STRUCTURAL',
    may: 'street seeAlso searchGuide st l description',
  },
  {
    oid: '2.5.6.4',
    name: 'organization',
    above: 'top',
    kind: 'STRUCTURAL',
    must: 'o',
    may: `
      userPassword searchGuide seeAlso businessCategory x121Address registeredAddress
      destinationIndicator preferredDeliveryMethod telexNumber teletexTerminalIdentifier
      telephoneNumber internationaliSDNNumber facsimileTelephoneNumber street postOfficeBox
      postalCode postalAddress physicalDeliveryOfficeName st l description`,
  },
  {
    oid: '2.5.6.5',
    name: 'organizationalUnit',
    above: 'top',
    kind: 'STRUCTURAL',
    must: 'ou',
    may: `
      userPassword searchGuide seeAlso businessCategory x121Address registeredAddress
      destinationIndicator preferredDeliveryMethod telexNumber teletexTerminalIdentifier
      telephoneNumber internationaliSDNNumber facsimileTelephoneNumber street postOfficeBox
      postalCode postalAddress physicalDeliveryOfficeName st l description`,
  },
  {
    oid: '2.5.6.6',
    name: 'person',
    above: 'top',
    kind: 'STRUCTURAL',
    must: 'sn cn',
    may: 'userPassword telephoneNumber seeAlso description',
  },
  {
    oid: '2.5.6.7',
    name: 'organizationalPerson',
    above: 'person',
    kind: 'STRUCTURAL',
    may: `
      title x121Address registeredAddress destinationIndicator preferredDeliveryMethod
      telexNumber teletexTerminalIdentifier telephoneNumber internationaliSDNNumber
      facsimileTelephoneNumber street postOfficeBox postalCode postalAddress
      physicalDeliveryOfficeName ou st l`,
  },
  {
    oid: '1.3.6.1.4.1.1466.344',
    name: 'dcObject',
    above: 'top',
    kind: 'AUXILIARY',
    must: 'dc',
  },
  {
    oid: '0.9.2342.19200300.100.4.13',
    name: 'domain',
    above: 'top',
    kind: 'STRUCTURAL',
    must: 'dc',
    may: `
      associatedName o description businessCategory seeAlso searchGuide userPassword l st street
      physicalDeliveryOfficeName postalAddress postalCode postOfficeBox street
      facsimileTelephoneNumber internationaliSDNNumber telephoneNumber teletexTerminalIdentifier
      telexNumber preferredDeliveryMethod destinationIndicator registeredAddress x121Address`,
  },
  {
    oid: '2.16.840.1.113730.3.2.2',
    name: 'inetOrgPerson',
    above: 'organizationalPerson',
    kind: 'STRUCTURAL',
    may: `
      audio businessCategory carLicense departmentNumber displayName employeeNumber employeeType
      givenName homePhone homePostalAddress initials jpegPhoto labeledURI mail manager mobile o
      pager photo roomNumber secretary uid userCertificate x500UniqueIdentifier preferredLanguage
      userSMIMECertificate userPKCS12`,
  },
  {
    oid: '1.2.826.0.1285.0.2.0.65',
    name: 'nhsPerson',
    above: 'inetOrgPerson',
    kind: 'STRUCTURAL',
    must: 'objectClass uid cn sn nhsPersonStatus',
    may: `
      givenName nhsMiddleNames initials displayName personalTitle nhsSupPrescriber nhsPrinOcc
      nhsRPSGB nhsGMC nhsGDP nhsRCN nhsConsultant nhsGMP nhsGDC nhsNMC nhsOCSPRCode nhsTelUID
      nhsPuSecret mail`,
  },
  {
    oid: '1.2.826.0.1285.0.2.0.66',
    name: 'nhsOrgPerson',
    above: 'inetOrgPerson',
    kind: 'STRUCTURAL',
    must: 'objectClass uniqueIdentifier uid cn sn o nhsIDCode',
    may: `
      givenName nhsMiddleNames initials displayName nhsSiteCodes nhsDeptCodes nhsSiteNames
      nhsRoles nhsOrgCloseDate nhsGNC nhsOrgOpenDate nhsCountry mail nhsAlertMethod nhsAlertBlock
      nhsAltAlertRecipient nhsOrgMail`,
  },
  {
    oid: '1.2.826.0.1285.0.2.0.67',
    name: 'nhsOrgPersonRole',
    above: 'top',
    kind: 'STRUCTURAL',
    must: 'objectClass uniqueIdentifier nhsJobRole',
    may: `
      nhsJobRoleCode nhsIDCode nhsAreaOfWorkCodes nhsBusinessFunctionsCodes nhsWorkGroupsCodes
      nhsAreaOfWork nhsBusinessFunctions nhsWorkGroups nhsOrgCloseDate nhsOrgOpenDate`,
  },
  {
    oid: '1.2.826.0.1285.0.2.0.61',
    name: 'nhsOrg',
    above: 'organization',
    kind: 'STRUCTURAL',
    must: `
      objectClass uniqueIdentifier o nhsIDCode nhsOrgType nhsOrgTypeCode postalAddress postalCode
      l`,
    may: `
      nhsOrgSubType nhsCountry nhsParentOrgCode nhsOrgOpenDate nhsOrgCloseDate nhsSHAcode
      nhsSyntheticIndicator nhsNN4BName nhsNN4BCode nhsOCSPredecessor nhsOCSSuccessor
      nhsAltOrgNames nhsPCTCode telephoneNumber facsimileTelephoneNumber mail labeledURI
      nhsDHSCcode nhsJoinDate nhsLeftDate`,
  },
  {
    oid: '1.2.826.0.1285.0.2.0.62',
    name: 'nhsSite',
    above: 'organizationalUnit',
    kind: 'STRUCTURAL',
    must: `
      objectClass uniqueIdentifier nhsIDCode nhsOrgType ou postalAddress postalCode l
      nhsOrgTypeCode`,
    may: `
      nhsOrgOpenDate nhsCountry nhsOrgCloseDate nhsParentOrgCode nhsSHAcode nhsSyntheticIndicator
      nhsNN4BName nhsNN4BCode nhsAltOrgNames nhsOrgSubType nhsOCSPredecessor nhsOCSSuccessor
      nhsPCTCode telephoneNumber facsimileTelephoneNumber mail nhsDHSCcode nhsJoinDate
      nhsLeftDate`,
  },
  {
    oid: '1.2.826.0.1285.0.2.0.63',
    name: 'nhsDept',
    above: 'organizationalUnit',
    kind: 'STRUCTURAL',
    must: 'objectClass uniqueIdentifier nhsOrgType ou postalAddress postalCode l nhsOrgTypeCode',
    may: `
      nhsIDCode nhsCountry nhsParentOrgCode nhsOrgOpenDate nhsOrgCloseDate nhsSyntheticIndicator
      nhsNN4BName nhsNN4BCode nhsAltOrgNames nhsOrgSubType nhsOCSPredecessor nhsOCSSuccessor
      telephoneNumber facsimileTelephoneNumber mail`,
  },
  {
    oid: '1.2.826.0.1285.0.2.0.64',
    name: 'nhsGPPractice',
    above: 'organization',
    kind: 'STRUCTURAL',
    must: `
      objectClass uniqueIdentifier o nhsIDCode nhsOrgType nhsOrgTypeCode postalAddress postalCode
      l nhsPCTCode`,
    may: `
      nhsOrgSubType nhsCountry nhsParentOrgCode nhsOrgOpenDate nhsOrgCloseDate nhsSHAcode
      nhsSyntheticIndicator nhsNN4BName nhsNN4BCode nhsOCSPredecessor nhsOCSSuccessor
      nhsAltOrgNames telephoneNumber facsimileTelephoneNumber mail labeledURI nhsDHSCcode
      nhsJoinDate nhsLeftDate`,
  },
  {
    oid: '1.2.826.0.1285.0.2.0.70',
    name: 'nhsMHSService',
    above: 'top',
    kind: 'STRUCTURAL',
    must: 'uniqueIdentifier nhsMHSServiceName nhsMHSPartyKey nhsIDCode',
    may: 'nhsMHSCategoryBag',
  },
  {
    oid: '1.2.826.0.1285.0.2.0.71',
    name: 'nhsMHSAction',
    above: 'top',
    kind: 'STRUCTURAL',
    must: 'uniqueIdentifier nhsMHSActionName nhsMHSEndPoint',
  },
  {
    oid: '1.2.826.0.1285.0.2.0.72',
    name: 'nhsMHSCP',
    above: 'top',
    kind: 'STRUCTURAL',
    must: 'uniqueIdentifier nhsMHSActionName nhsMHSIsAuthenticated',
    may: `
      nhsMHSPersistDuration nhsMHSRetries nhsMHSRetryInterval nhsMHSSyncReplyMode
      nhsMHSAckRequested nhsMHSDuplicateElimination nhsMHSActor`,
  },
  {
    oid: '1.2.826.0.1285.0.2.0.107',
    name: 'nhsAs',
    above: 'top',
    kind: 'STRUCTURAL',
    must: `
      uniqueIdentifier nhsIDCode nhsMHSPartyKey nhsAsSvcIA nhsRequestorURP nhsDateRequested
      nhsApproverURP nhsDateApproved`,
    may: `
      description nhsAsClient nhsAsCategoryBag nhsAsACF nhsProductKey nhsProductName
      nhsProductVersion nhsMhsManufacturerOrg`,
  },
  {
    oid: '1.2.826.0.1285.0.2.0.108',
    name: 'nhsMhs',
    above: 'top',
    kind: 'STRUCTURAL',
    must: `
      uniqueIdentifier nhsIDCode nhsMHSPartyKey nhsMhsSvcIA nhsMHsSN nhsMHsIN nhsMHSEndPoint
      nhsMHSIsAuthenticated nhsMhsCPAId nhsProductKey nhsRequestorURP nhsDateRequested
      nhsApproverURP nhsDateApproved nhsDNSApprover nhsDateDNSApproved nhsEPInteractionType
      nhsContractPropertyTemplateKey nhsMhsFQDN`,
    may: `
      nhsMHSPersistDuration nhsMHSRetries nhsMHSRetryInterval nhsMhsIPAddress nhsMhsNetwork
      nhsMhsSinCode nhsMHSServiceDescription nhsMHSSyncReplyMode nhsMHSAckRequested
      nhsMHSDuplicateElimination nhsMHSActor nhsProductName nhsProductVersion`,
  },
  {
    oid: '1.2.826.0.1285.0.2.0.104',
    name: 'nhsList',
    above: 'top',
    kind: 'STRUCTURAL',
    must: 'objectClass cn',
    may: 'description uniqueIdentifier',
  },
  {
    oid: '1.2.826.0.1285.0.2.0.111',
    name: 'nhsRBAC',
    above: 'top',
    kind: 'AUXILIARY',
    must: 'uniqueIdentifier cn nhsStatus nhsRA nhsCreateDate',
    may: 'nhsRestricted description',
  },
  {
    oid: '1.2.826.0.1285.0.2.0.112',
    name: 'nhsRBACJR',
    above: 'top',
    kind: 'STRUCTURAL',
    must: `
      uniqueIdentifier cn nhsStatus nhsCreateDate nhsList3Code nhsList3Name nhsList2Code
      nhsList2Name nhsList1Code nhsList1Name`,
    may: 'description',
  },
  {
    oid: '1.2.826.0.1285.0.2.0.113',
    name: 'nhsRBACAoW',
    above: 'top',
    kind: 'STRUCTURAL',
    must: `
      uniqueIdentifier cn nhsStatus nhsCreateDate nhsList3Code nhsList3Name nhsList2Code
      nhsList2Name nhsList1Code nhsList1Name`,
    may: 'description',
  },
  {
    oid: '1.2.826.0.1285.0.2.0.114',
    name: 'nhsRBACBF',
    above: 'top',
    kind: 'STRUCTURAL',
    must: `
      uniqueIdentifier cn nhsStatus nhsCreateDate nhsList3Code nhsList3Name nhsList2Code
      nhsList2Name nhsList1Code nhsList1Name`,
    may: 'description',
  },
  {
    oid: '1.2.826.0.1285.0.2.0.115',
    name: 'nhsRBACBL',
    above: 'top',
    kind: 'STRUCTURAL',
    must: 'nhsRA nhsCreateDate uniqueIdentifier nhsJobRoleCode nhsJobRole',
    may: 'nhsAreaOfWorkCodes nhsAreaOfWork nhsBusinessFunctionsCodes',
  },
  {
    oid: '1.2.826.0.1285.0.2.0.109',
    name: 'nhsWg',
    above: 'top',
    kind: 'STRUCTURAL',
    must: 'uniqueIdentifier cn nhsIDCode',
    may: `
      nhsWgStatus nhsWgClosed nhsWgRoot nhsPwgId nhsCwgId nhsXPwgId nhsXCwgId nhsLegalEst
      nhsWgType nhsOCSPredecessor nhsLrGPDeregExpiry nhsLrGPDeregFreeze nhsLrOrderExpiry
      nhsLrExprsExpiry nhsLrCpmlnExpiry nhsLrRefAbanFreeze nhsLrRefDisFreeze nhsLrRefAccFreeze
      nhsLrRefExpFreeze nhsLrRegFreeze nhsLrRegExpiry nhsLrSrefFreeze nhsLrRefPostAccFreeze
      nhsLrRefAccExpiry nhsLrCreateExpiry nhsLrCloseExpiry nhsLrGrantExpiry nhsLrSelfExpiry`,
  },
  {
    oid: '1.2.826.0.1285.0.2.0.110',
    name: 'nhsWgTypes',
    above: 'top',
    kind: 'STRUCTURAL',
    must: 'cn nhsWgType',
    may: `
      nhsLrGPDeregExpiry nhsLrGPDeregFreeze nhsLrOrderExpiry nhsLrExprsExpiry nhsLrCpmlnExpiry
      nhsLrRefAbanFreeze nhsLrRefDisFreeze nhsLrRefAccFreeze nhsLrRefExpFreeze nhsLrRegFreeze
      nhsLrRegExpiry nhsLrSrefFreeze nhsLrRefPostAccFreeze nhsLrRefAccExpiry nhsLrCreateExpiry
      nhsLrCloseExpiry nhsLrGrantExpiry nhsLrSelfExpiry`,
  },
  {
    oid: '1.2.826.0.1285.0.2.0.122',
    name: 'nhsExternalChangelogEntry',
    above: 'top',
    kind: 'STRUCTURAL',
    must: 'changenumber',
    may: 'nhsEBS',
  },
  {
    oid: '1.2.826.0.1285.0.2.0.124',
    name: 'nhsExternalChangelog',
    above: 'top',
    kind: 'STRUCTURAL',
    must: 'cn firstchangenumber lastchangenumber',
  },
]
